namespace ActorEngine.Contracts;

/// <summary>Bounds of the session protocol between actor systems (docs/security.md, docs/client.md).</summary>
public static class SessionLimits
{
    /// <summary>Version of the session protocol; both sides must have the same.</summary>
    public const int Protocol = 1;

    /// <summary>Most bytes of a frame's payload: well below the remoting's default for a whole message.</summary>
    public const int PayloadBytes = 48 << 10;

    /// <summary>Largest message that an engine accepts, in as many frames as it takes.</summary>
    public const int RequestBytes = 1 << 20;

    /// <summary>Largest message that a client accepts.</summary>
    public const int ReplyBytes = 64 << 20;

    /// <summary>
    /// Credit that a client grants at the start of each stream. The windows of all streams that an engine allows by default (128) together stay below what the remoting
    /// buffers for a peer that reads nothing: more than that it drops, and a gap ends the session.
    /// </summary>
    public const int ClientWindow = 192 << 10;

    /// <summary>Credit that an engine grants at the start of each stream.</summary>
    public const int EngineWindow = 192 << 10;

    /// <summary>What a frame costs in credit beside its payload.</summary>
    public const int FrameCost = 64;
}
