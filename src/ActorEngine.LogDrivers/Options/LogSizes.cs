using System.Globalization;

namespace ActorEngine.LogDrivers;

/// <summary>
/// Sizes as Docker reads them: <c>10m</c>. Of files a kilobyte has 1000 bytes (and 1024 where it is written <c>kib</c>), of buffers always 1024.
/// </summary>
internal static class LogSizes
{
    private const string Units = "kmgtp";

    /// <summary>A file's size; 0 = without bound, also written -1. False for what is no size.</summary>
    public static bool TryFile(string text, out long bytes)
    {
        if (text != "-1") return TryRead(text, 1000, out bytes);
        bytes = 0;
        return true;
    }

    /// <summary>A buffer's size.</summary>
    public static bool TryBuffer(string text, out long bytes) => TryRead(text, 1024, out bytes);

    private static bool TryRead(string text, int kilo, out long bytes)
    {
        bytes = 0;
        ReadOnlySpan<char> number = text.AsSpan().Trim();
        ReadOnlySpan<char> unit = number[(number.LastIndexOfAnyInRange('0', '9') + 1)..];
        number = number[..^unit.Length];
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)) return false;
        string word = unit.Trim().ToString().ToLowerInvariant();
        if (word.EndsWith("ib", StringComparison.Ordinal)) (kilo, word) = (1024, word[..^2]);
        else if (word.EndsWith('b')) word = word[..^1];
        if (word.Length > 1) return false;
        int power = word.Length == 0 ? 0 : Units.IndexOf(word[0]) + 1;
        if (word.Length == 1 && power == 0) return false;
        value *= Math.Pow(kilo, power);
        if (value > 1L << 60) return false;
        bytes = (long)value;
        return true;
    }
}
