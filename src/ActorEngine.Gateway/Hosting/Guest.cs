using ActorEngine.Gateway.Engine;

namespace ActorEngine.Gateway.Hosting;

/// <summary>Whose a connection is.</summary>
internal sealed class Guest
{
    /// <summary>Who is at the other end; null where that is not known.</summary>
    public ClientIdentity? Client { get; set; }

    /// <summary>There are more clients than may be.</summary>
    public bool Full { get; init; }
}
