using System.Globalization;

namespace ActorEngine.Cli.Values;

/// <summary>Plain numbers.</summary>
internal static class Numbers
{
    public static long Long(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
        ? value
        : throw new FormatException($"'{text}' is not a whole number.");

    public static int Int(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
        ? value
        : throw new FormatException($"'{text}' is not a whole number.");

    /// <summary>A whole number of at least 0.</summary>
    public static int Count(string text) => Int(text) is >= 0 and var value ? value : throw new FormatException($"{text} is negative; write 0 or more.");

    /// <summary>A number within bounds.</summary>
    public static int Within(string text, int least, int most) => Int(text) is var value && value >= least && value <= most
        ? value
        : throw new FormatException($"{text} is out of range; write a number from {least} to {most}.");

    /// <summary>CPUs as a decimal, in billionths: 1.5 gives 1500000000.</summary>
    public static long Cpus(string text)
    {
        bool good = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value is >= 0 and < 1_000_000;
        if (!good) throw new FormatException($"'{text}' is not a number of CPUs; write a decimal, such as 1.5.");
        decimal nano = value * 1_000_000_000;
        return nano == decimal.Truncate(nano) ? (long)nano : throw new FormatException($"'{text}' is finer than a billionth of a CPU.");
    }
}
