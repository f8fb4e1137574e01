using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Byte sizes as HOCON writes them: powers of 1024 for K, Ki, KiB, of 1000 for kB.</summary>
internal static class ByteSizeUnits
{
    private static readonly Dictionary<string, long> BytesPerUnit = Table();

    public static long? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var digits = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (digits == 0 || digits == text.Length) return Number(text);
        var unit = text[digits..].Trim();
        return BytesPerUnit.TryGetValue(unit, out var bytes)
            ? bytes * Number(text[..digits])
            : throw new FormatException($"{unit} is not a valid byte size suffix");
    }

    private static long Number(string text) => long.Parse(text, NumberFormatInfo.InvariantInfo);

    private static Dictionary<string, long> Table()
    {
        var table = new Dictionary<string, long>();
        Add(1, "b", "B", "byte", "bytes");
        string[] binary = ["kibi", "mebi", "gibi", "tebi", "pebi", "exbi"];
        string[] decimals = ["kilo", "mega", "giga", "tera", "peta", "exa"];
        for (var (power, two, ten) = (0, 1024L, 1000L); power < 6; power++, two *= 1024, ten *= 1000)
        {
            var letter = "KMGTPE"[power];
            var lower = char.ToLowerInvariant(letter);
            Add(two, $"{letter}", $"{lower}", $"{letter}i", $"{letter}iB", binary[power] + "byte", binary[power] + "bytes");
            Add(ten, (power == 0 ? lower : letter) + "B", decimals[power] + "byte", decimals[power] + "bytes");
        }

        return table;

        void Add(long bytes, params ReadOnlySpan<string> names)
        {
            foreach (var name in names) table[name] = bytes;
        }
    }
}
