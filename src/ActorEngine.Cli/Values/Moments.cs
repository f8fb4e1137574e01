using System.Globalization;

namespace ActorEngine.Cli.Values;

/// <summary>Points in time as <c>--since</c> and <c>--until</c> take them: RFC 3339, a date, Unix seconds, or a duration before now.</summary>
internal static class Moments
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH", "yyyy-MM-dd"];

    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static DateTimeOffset Parse(string text, TimeProvider clock)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds) && seconds < 100_000_000_000)
            return DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        if (Durations.TryParse(text, out var ago)) return clock.GetUtcNow() - ago;
        string body = Shorten(text, out string zone);
        if (DateTime.TryParseExact(body, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            if (zone is "Z" or "z") return new DateTimeOffset(local, TimeSpan.Zero);
            if (zone.Length == 0) return new DateTimeOffset(local, clock.LocalTimeZone.GetUtcOffset(local));
            if (TimeSpan.TryParseExact(zone[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset))
                return new DateTimeOffset(local, zone[0] == '-' ? -offset : offset);
        }

        throw new FormatException($"'{text}' is no point in time; write one like 2026-01-31T12:00:00Z, Unix seconds, or a duration before now such as 10m.");
    }

    // Splits off the zone and cuts nanoseconds to the seven digits that .NET keeps.
    private static string Shorten(string text, out string zone)
    {
        int time = text.IndexOf('T');
        int at = time < 0 ? -1 : text.AsSpan(time).IndexOfAny("Zz+-");
        zone = at < 0 ? "" : text[(time + at)..];
        string body = at < 0 ? text : text[..(time + at)];
        int dot = body.IndexOf('.');
        return dot >= 0 && body.Length - dot > 8 ? body[..(dot + 8)] : body;
    }
}
