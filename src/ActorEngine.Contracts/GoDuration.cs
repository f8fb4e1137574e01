using System.Globalization;

namespace ActorEngine.Contracts;

/// <summary>How Go, and so every text of Docker, prints a time: <c>1h0m3s</c>, <c>1.5s</c>, <c>20ms</c>.</summary>
public static class GoDuration
{
    /// <summary>Exact to the tick.</summary>
    public static string Of(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "0s";
        string sign = duration < TimeSpan.Zero ? "-" : "";
        decimal seconds = Math.Abs((decimal)duration.Ticks) / TimeSpan.TicksPerSecond;
        if (seconds < 1) return sign + (seconds < 0.001m ? $"{Number(seconds * 1_000_000)}µs" : $"{Number(seconds * 1000)}ms");
        long minutes = (long)(seconds / 60);
        string rest = $"{Number(seconds - (minutes * 60))}s";
        return sign + (minutes == 0 ? rest : minutes < 60 ? $"{minutes}m{rest}" : $"{minutes / 60}h{minutes % 60}m{rest}");
    }

    private static string Number(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);
}
