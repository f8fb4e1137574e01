using System.Globalization;

namespace ActorEngine.Builder;

/// <summary>Sizes as progress shows them: <c>2.31kB</c>.</summary>
internal static class Sizes
{
    public static string Of(long bytes)
    {
        double value = bytes;
        foreach (string unit in (ReadOnlySpan<string>)["B", "kB", "MB", "GB"])
        {
            if (value < 1000) return string.Create(CultureInfo.InvariantCulture, $"{value:0.##}{unit}");
            value /= 1000;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.##}TB");
    }
}
