using System.Globalization;

namespace ActorEngine.Lifecycle;

/// <summary>Durations in the words of Docker's messages: 30s, 1m30s, 500ms.</summary>
internal static class GoDuration
{
    public static string Of(TimeSpan time)
    {
        if (time < TimeSpan.FromSeconds(1)) return time.TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture) + "ms";
        string seconds = (time.TotalSeconds % 60).ToString("0.#######", CultureInfo.InvariantCulture) + "s";
        long minutes = (long)time.TotalMinutes;
        return minutes == 0 ? seconds : minutes < 60 ? $"{minutes}m{seconds}" : $"{minutes / 60}h{minutes % 60}m{seconds}";
    }
}
