using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>How a container logs, and what became of it.</summary>
internal static class LogShape
{
    /// <summary>HostConfig.LogConfig.</summary>
    public static Fields Config(LogSettings log)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in log.Options) options[key] = value;
        // Of containers that were made before there were drivers.
        if (log is { Driver: null, MaxSize: { } size }) options.TryAdd("max-size", size.ToString(CultureInfo.InvariantCulture));
        if (log is { Driver: null, MaxFiles: { } files }) options.TryAdd("max-file", files.ToString(CultureInfo.InvariantCulture));
        return new Fields { ["Type"] = log.Driver ?? "local", ["Config"] = Fields.Map(options) };
    }

    /// <summary>LogDelivery, which Docker does not have; null where nothing is handed over.</summary>
    public static Fields? Delivery(LogDelivery? delivery) => delivery is null ? null : new Fields
    {
        ["Driver"] = delivery.Driver,
        ["DeliveredLines"] = delivery.DeliveredLines,
        ["DroppedLines"] = delivery.DroppedLines,
        ["DroppedBytes"] = delivery.DroppedBytes,
        ["WaitingBytes"] = delivery.WaitingBytes,
        ["Error"] = delivery.Error,
    };
}
