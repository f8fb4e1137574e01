namespace ActorEngine.Transport;

/// <summary>Bounds of the local protocol (docs/local-protocol.md).</summary>
public static class ProtocolLimits
{
    /// <summary>Version of the frame layer; both sides must have the same.</summary>
    public const int Version = 1;

    /// <summary>Largest payload of a message frame that an engine accepts.</summary>
    public const int RequestBytes = 1 << 20;

    /// <summary>Largest payload of a message frame that a client accepts.</summary>
    public const int ReplyBytes = 64 << 20;

    /// <summary>Largest payload of a data frame, the channel byte not counted.</summary>
    public const int DataBytes = 256 << 10;

    /// <summary>What a data frame or an item costs in credit beside its payload.</summary>
    public const int FrameCost = 64;

    /// <summary>Credit that a client grants at the start of each stream.</summary>
    public const int ClientWindow = 1 << 20;

    /// <summary>Credit that an engine grants at the start of each stream.</summary>
    public const int ServerWindow = 64 << 10;

    /// <summary>Requests of one connection that may be in flight.</summary>
    public const int StreamsInFlight = 128;

    /// <summary>Connections that an engine serves at once.</summary>
    public const int Connections = 1024;

    internal const int HeaderBytes = 9;
    internal const int ChunkBytes = 64 << 10;
}
