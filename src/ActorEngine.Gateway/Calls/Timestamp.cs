using System.Globalization;

namespace ActorEngine.Gateway.Calls;

/// <summary>Points in time as parameters carry them: Unix seconds with up to nine digits after the dot, or RFC 3339.</summary>
internal static class Timestamp
{
    private const int Digits = 9;

    /// <summary>null where the text is no such point. What is finer than 100 ns is rounded up or down.</summary>
    public static DateTimeOffset? Parse(string text, bool up = false)
    {
        if (text.Contains('T')) return Rfc3339(text, up);
        int dot = text.IndexOf('.');
        string whole = dot < 0 ? text : text[..dot], fraction = dot < 0 ? "" : text[(dot + 1)..];
        if (!long.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds) || !TryFraction(fraction, up, out long ticks)) return null;
        try
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(ticks);
        }
        catch (ArgumentOutOfRangeException)
        {
            return seconds < 0 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
        }
    }

    private static DateTimeOffset? Rfc3339(string text, bool up)
    {
        int dot = text.IndexOf('.'), end = dot + 1;
        while (end > 0 && end < text.Length && char.IsAsciiDigit(text[end])) end++;
        string fraction = dot < 0 ? "" : text[(dot + 1)..end], whole = dot < 0 ? text : text[..dot] + text[end..];
        return DateTimeOffset.TryParseExact(whole, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && TryFraction(fraction, up, out long ticks) ? time.AddTicks(ticks) : null;
    }

    private static bool TryFraction(string digits, bool up, out long ticks)
    {
        ticks = 0;
        if (digits.Length == 0) return true;
        if (digits.Length > Digits || !long.TryParse(digits.PadRight(Digits, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out long nanoseconds)) return false;
        ticks = (nanoseconds + (up ? TimeSpan.NanosecondsPerTick - 1 : 0)) / TimeSpan.NanosecondsPerTick;
        return true;
    }
}
