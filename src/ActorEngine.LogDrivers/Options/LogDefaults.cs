using System.Collections.ObjectModel;

namespace ActorEngine.LogDrivers;

/// <summary>What the configuration says of logs; the daemon fills it from HOCON.</summary>
public sealed record LogDefaults
{
    /// <summary>The driver of containers that name none.</summary>
    public string Driver { get; init; } = LogDriver.Local;

    /// <summary>Options of that driver where a container does not give them.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Bytes of a log file where a container does not say; 0 = no bound.</summary>
    public long FileSize { get; init; } = 16 << 20;

    /// <summary>Log files kept where a container does not say.</summary>
    public int Files { get; init; } = 4;

    /// <summary>Where journald takes entries.</summary>
    public string JournaldSocket { get; init; } = "/run/systemd/journal/socket";

    /// <summary>Where the syslog daemon of this host takes messages.</summary>
    public string SyslogSocket { get; init; } = "/dev/log";

    /// <summary>How long the removal of a container waits for the rest of its log to be handed over.</summary>
    public TimeSpan FlushTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between looks at whether there are log files to compress.</summary>
    public TimeSpan CompressInterval { get; init; } = TimeSpan.FromSeconds(30);
}
