using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Durations as HOCON writes them.</summary>
internal static class DurationUnits
{
    private static readonly Dictionary<string, double> TicksPerUnit = Table();

    public static TimeSpan Parse(string? text, bool allowInfinite)
    {
        if (text is null) throw new FormatException("A duration is expected, but there is no text.");
        if (allowInfinite && text.Equals("infinite", StringComparison.OrdinalIgnoreCase)) return Timeout.InfiniteTimeSpan;
        var digits = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        var unit = text[digits..].Trim();
        if (unit.Length == 0) return TimeSpan.FromMilliseconds(Number(text));
        if (!TicksPerUnit.TryGetValue(unit, out var ticks))
            throw new FormatException($"'{text}' is not a duration: '{unit}' is not a unit of time.");
        return TimeSpan.FromTicks((long)Math.Round(Number(text[..digits]) * ticks));
    }

    private static double Number(string text)
    {
        var value = double.Parse(text, NumberFormatInfo.InvariantInfo);
        return value >= 0 ? value : throw new FormatException($"Expected a positive value instead of {text}");
    }

    private static Dictionary<string, double> Table()
    {
        var table = new Dictionary<string, double>();
        Add(0.01, "ns", "nano", "nanos", "nanosecond", "nanoseconds");
        Add(TimeSpan.TicksPerMicrosecond, "us", "micro", "micros", "microsecond", "microseconds");
        Add(TimeSpan.TicksPerMillisecond, "ms", "milli", "millis", "millisecond", "milliseconds");
        Add(TimeSpan.TicksPerSecond, "s", "second", "seconds");
        Add(TimeSpan.TicksPerMinute, "m", "minute", "minutes");
        Add(TimeSpan.TicksPerHour, "h", "hour", "hours");
        Add(TimeSpan.TicksPerDay, "d", "day", "days");
        return table;

        void Add(double ticks, params ReadOnlySpan<string> names)
        {
            foreach (var name in names) table[name] = ticks;
        }
    }
}
