using Akka.Configuration;

namespace Akka.Persistence.Journal;

/// <summary>The <c>replay-filter</c> section of a journal.</summary>
internal sealed class ReplayFilterSettings(Config config)
{
    public ReplayFilterMode Mode { get; } = config.GetString("replay-filter.mode", "")?.ToLowerInvariant() switch
    {
        "off" => ReplayFilterMode.Disabled,
        "repair-by-discard-old" => ReplayFilterMode.RepairByDiscardOld,
        "fail" => ReplayFilterMode.Fail,
        "warn" => ReplayFilterMode.Warn,
        var other => throw new ConfigurationException(
            $"Invalid replay-filter.mode [{other}], supported values [off, repair-by-discard-old, fail, warn]"),
    };

    public int WindowSize { get; } = config.GetInt("replay-filter.window-size", 100);

    public int MaxOldWriters { get; } = config.GetInt("replay-filter.max-old-writers", 10);
}
