using System.Globalization;

namespace ActorEngine.Cli.Values;

/// <summary>Durations as Go writes them: <c>1h30m</c>, <c>500ms</c>; a bare number means seconds.</summary>
internal static class Durations
{
    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static TimeSpan Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a duration; write a number with ms, s, m or h, such as 90s or 1h30m.");

    public static bool TryParse(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds < 1e9)
        {
            value = TimeSpan.FromSeconds(seconds);
            return true;
        }

        int at = 0;
        while (at < text.Length)
        {
            int digits = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
            int unit = at;
            while (at < text.Length && char.IsAsciiLetter(text[at])) at++;
            double scale = text[unit..at] switch { "ns" => 1e-9, "us" => 1e-6, "ms" => 1e-3, "s" => 1, "m" => 60, "h" => 3600, "d" => 86400, _ => 0 };
            bool good = double.TryParse(text[digits..unit], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count);
            if (!good || scale == 0 || count * scale > 1e9) return false;
            value += TimeSpan.FromSeconds(count * scale);
        }

        return text.Length > 0;
    }
}
