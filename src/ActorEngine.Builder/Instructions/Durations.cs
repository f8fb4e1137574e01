using System.Globalization;

namespace ActorEngine.Builder;

/// <summary>Durations as HEALTHCHECK writes them: <c>1h30m</c>, <c>500ms</c>, <c>0</c>.</summary>
internal static class Durations
{
    /// <summary>Nanoseconds; null where the text is no duration.</summary>
    public static long? Read(string text)
    {
        if (text == "0") return 0;
        double total = 0;
        int at = 0;
        while (at < text.Length)
        {
            int start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
            if (!double.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)) return null;
            start = at;
            while (at < text.Length && !char.IsAsciiDigit(text[at]) && text[at] != '.') at++;
            double unit = text[start..at] switch { "ns" => 1, "us" or "µs" => 1e3, "ms" => 1e6, "s" => 1e9, "m" => 60e9, "h" => 3600e9, _ => 0 };
            if (unit == 0) return null;
            total += number * unit;
        }

        return text.Length == 0 || total > long.MaxValue ? null : (long)total;
    }
}
