using System.Globalization;

namespace ActorEngine.Contracts;

/// <summary>A point in time as filters write it: RFC 3339, Unix seconds, or a duration before now.</summary>
public static class PastMoment
{
    /// <summary>The time; null when it is none.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds < 100_000_000_000) return DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && text.Contains('-')) return time;
        try
        {
            return now.AddTicks(-HealthcheckSyntax.Duration(text) / 100);
        }
        catch (Exception error) when (error is FormatException or ArgumentOutOfRangeException or OverflowException)
        {
            return null;
        }
    }
}
