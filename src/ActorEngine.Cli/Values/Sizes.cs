using System.Globalization;

namespace ActorEngine.Cli.Values;

/// <summary>Byte counts as Docker's users write them: powers of 1024, unit b, k, m, g, t or p in either case, optionally followed by b or ib.</summary>
internal static class Sizes
{
    private const string Units = "bkmgtp";

    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static long Parse(string text)
    {
        string number = text.Trim().ToLowerInvariant();
        if (number.EndsWith("ib", StringComparison.Ordinal)) number = number[..^2];
        else if (number.Length > 1 && number.EndsWith('b') && !char.IsAsciiDigit(number[^2])) number = number[..^1];
        int power = number.Length > 0 ? Units.IndexOf(number[^1]) : -1;
        if (power >= 0) number = number[..^1].TrimEnd();
        bool good = decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value < long.MaxValue / 1024;
        if (!good) throw new FormatException($"'{text}' is not a size; write a number with b, k, m or g, such as 512m.");
        for (int i = 0; i < power; i++) value *= 1024;
        return value <= long.MaxValue ? (long)value : throw new FormatException($"'{text}' is too large for a size.");
    }

    /// <summary>As <see cref="Parse"/>, and -1 for no limit.</summary>
    public static long ParseOrUnlimited(string text) => text.Trim() == "-1" ? -1 : Parse(text);
}
