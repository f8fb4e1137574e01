using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Durations as HOCON writes them.</summary>
internal static class DurationUnits
{
    public static TimeSpan Parse(string? text, bool allowInfinite)
    {
        if (text is null) throw new FormatException("A duration is expected, but there is no text.");
        if (allowInfinite && text.Equals("infinite", StringComparison.OrdinalIgnoreCase)) return Timeout.InfiniteTimeSpan;
        var digits = text.Length;
        while (digits > 0 && !char.IsAsciiDigit(text[digits - 1]))
            digits--;
        var unit = text[digits..].Trim();
        if (unit.Length == 0) return TimeSpan.FromMilliseconds(Number(text));
        var ticks = TicksPer(unit);
        if (double.IsNaN(ticks))
            throw new FormatException($"'{text}' is not a duration: '{unit}' is not a unit of time.");
        return TimeSpan.FromTicks((long)Math.Round(Number(text[..digits]) * ticks));
    }

    private static double Number(string text)
    {
        var value = double.Parse(text, NumberFormatInfo.InvariantInfo);
        return value >= 0 ? value : throw new FormatException($"Expected a positive value instead of {text}");
    }

    private static double TicksPer(string unit) => unit switch
    {
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01,
        "us" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
        "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
        "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
        "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
        "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
        "d" or "day" or "days" => TimeSpan.TicksPerDay,
        _ => double.NaN,
    };
}
