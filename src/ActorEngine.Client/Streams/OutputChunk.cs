using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>Where output came out.</summary>
public enum OutputChannel
{
    /// <summary>Standard output, or the terminal.</summary>
    Stdout = 1,
    /// <summary>Standard error.</summary>
    Stderr = 2,
}

/// <summary>A piece of a container's output, or of what the engine has to say about it.</summary>
/// <param name="Channel">Where it came out.</param>
/// <param name="Bytes">As written; empty where only <see cref="Position"/> or <see cref="Notice"/> is told.</param>
public sealed record OutputChunk(OutputChannel Channel, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>All output up to here has been given; a later read that begins here repeats and misses nothing.</summary>
    public LogPosition? Position { get; init; }

    /// <summary>A sentence for a person, such as that output was lost.</summary>
    public string? Notice { get; init; }

    internal static OutputChunk? Of(StreamElement element) => element switch
    {
        StreamElement.Data data => new OutputChunk(data.Channel == 2 ? OutputChannel.Stderr : OutputChannel.Stdout, data.Bytes),
        StreamElement.Item { Value: StreamPosition reached } => new OutputChunk(OutputChannel.Stdout, default) { Position = reached.Position },
        StreamElement.Item { Value: StreamNotice notice } => new OutputChunk(OutputChannel.Stdout, default) { Notice = notice.Message },
        StreamElement.End { Reply: Fault fault } => throw new EngineFaultException(fault),
        _ => null,
    };
}
