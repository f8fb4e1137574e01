using System.Globalization;

namespace ActorEngine.Shapes;

/// <summary>Figures for people, in Docker's wording.</summary>
internal static class Human
{
    private static readonly string[] Decimal = ["B", "kB", "MB", "GB", "TB", "PB"];
    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>Powers of 1000, such as 4.26MB.</summary>
    public static string Size(long bytes, int digits = 4) => Scale(bytes, 1000, Decimal, digits);

    /// <summary>Powers of 1024, such as 1.5MiB.</summary>
    public static string BinarySize(long bytes) => Scale(bytes, 1024, Binary, 4);

    /// <summary>Such as "3 minutes".</summary>
    public static string Duration(TimeSpan span)
    {
        long seconds = (long)Math.Max(0, span.TotalSeconds), minutes = seconds / 60;
        long hours = (long)Math.Round(span.TotalHours, MidpointRounding.AwayFromZero);
        if (seconds < 1) return "Less than a second";
        if (seconds == 1) return "1 second";
        if (seconds < 60) return $"{seconds} seconds";
        if (minutes == 1) return "About a minute";
        if (minutes < 60) return $"{minutes} minutes";
        if (hours <= 1) return "About an hour";
        if (hours < 48) return $"{hours} hours";
        if (hours < 24 * 7 * 2) return $"{hours / 24} days";
        if (hours < 24 * 30 * 2) return $"{hours / 24 / 7} weeks";
        return hours < 24 * 365 * 2 ? $"{hours / 24 / 30} months" : $"{hours / 24 / 365} years";
    }

    /// <summary>Such as "3 minutes ago".</summary>
    public static string Ago(DateTimeOffset when, DateTimeOffset now) => $"{Duration(now - when)} ago";

    /// <summary>The time as tables show it in full: 2026-01-31 12:00:00 +0000 UTC.</summary>
    public static string Full(DateTimeOffset when) =>
        when.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss '+0000 UTC'", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339 in UTC without trailing zeros; the year 1 for never, as Docker writes it.</summary>
    public static string Rfc3339(DateTimeOffset? when) => when is { } time
        ? time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
        : "0001-01-01T00:00:00Z";

    /// <summary>Cuts to so many characters, the last an ellipsis where something is missing.</summary>
    public static string Ellipsis(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");

    /// <summary>A digest without its algorithm, cut to 12 digits unless <paramref name="whole"/>.</summary>
    public static string Id(string digest, bool whole)
    {
        if (whole) return digest;
        string hex = digest[(digest.IndexOf(':') + 1)..];
        return hex.Length <= 12 ? hex : hex[..12];
    }

    /// <summary>A number with at most so many significant digits and no trailing zeros (Go's %.4g).</summary>
    internal static string Significant(double value, int digits)
    {
        int whole = value < 1 ? 1 : (int)Math.Floor(Math.Log10(value)) + 1;
        return Math.Round(value, Math.Clamp(digits - whole, 0, 15)).ToString("0.############", CultureInfo.InvariantCulture);
    }

    private static string Scale(double value, double step, string[] units, int digits)
    {
        int unit = 0;
        while (value >= step && unit < units.Length - 1)
        {
            value /= step;
            unit++;
        }

        return Significant(value, digits) + units[unit];
    }
}
