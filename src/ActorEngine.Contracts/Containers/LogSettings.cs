using System.Collections.ObjectModel;

namespace ActorEngine.Contracts;

/// <summary>Where a container's output goes and how much of it is kept.</summary>
public sealed record LogSettings
{
    /// <summary>Bytes after which the shim begins a new file; null = the engine's setting, 0 = never.</summary>
    public long? MaxSize { get; init; }
    /// <summary>Files of the shim that are kept; null = the engine's setting.</summary>
    public int? MaxFiles { get; init; }
    /// <summary>local, json-file, none, journald, syslog or otlp; null = the engine's setting.</summary>
    public string? Driver { get; init; }
    /// <summary>The driver's options by their names (<c>max-size</c>, <c>tag</c>, <c>syslog-address</c> ...), as they were given.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;
}

/// <summary>What a log driver has done with a container's output.</summary>
/// <param name="Driver">journald, syslog ...</param>
public sealed record LogDelivery(string Driver)
{
    /// <summary>Lines handed over, over all runs.</summary>
    public long DeliveredLines { get; init; }
    /// <summary>Lines that the receiver did not take in time, or refused.</summary>
    public long DroppedLines { get; init; }
    /// <summary>Bytes of these lines.</summary>
    public long DroppedBytes { get; init; }
    /// <summary>Bytes of the container's log that are not handed over yet, as of the last look.</summary>
    public long WaitingBytes { get; init; }
    /// <summary>Why the receiver does not take anything now; empty while it does.</summary>
    public string Error { get; init => field = value ?? ""; } = "";
}
