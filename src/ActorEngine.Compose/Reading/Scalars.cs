using System.Globalization;
using ActorEngine.Cli.Values;

namespace ActorEngine.Compose.Reading;

/// <summary>Single values as text; each throws a FormatException that says what was expected.</summary>
internal static class Scalars
{
    public static bool Flag(string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" or "y" or "on" or "1" => true,
        "false" or "no" or "n" or "off" or "0" => false,
        _ => throw new FormatException($"'{text}' is neither true nor false"),
    };

    /// <summary>Nanoseconds.</summary>
    public static long Nanoseconds(string text) => (long)Durations.Parse(text).TotalMilliseconds * 1_000_000;

    public static int Seconds(string text) => (int)Math.Ceiling(Durations.Parse(text).TotalSeconds);

    /// <summary>A scale: at most as many containers as a service may have.</summary>
    public static int Scale(string text) => Numbers.Within(text, 0, 1000);

    /// <summary>Octal digits with or without 0o.</summary>
    public static string Mode(string text)
    {
        string digits = text.StartsWith("0o", StringComparison.Ordinal) ? text[2..] : text;
        return digits.Length is > 0 and < 6 && digits.All(digit => digit is >= '0' and <= '7') ? digits : throw new FormatException($"'{text}' is no mode; write octal digits such as 0440");
    }

    public static double Decimal(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw new FormatException($"'{text}' is not a number");
}
