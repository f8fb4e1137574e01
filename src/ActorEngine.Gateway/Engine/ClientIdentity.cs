using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Engine;

/// <summary>Who a Docker client is: the same clients share connections to the engine.</summary>
/// <param name="Key">The same for the same client.</param>
/// <param name="Opening">What the engine is told of it.</param>
internal sealed record ClientIdentity(string Key, ActFor Opening)
{
    /// <summary>Name of a client with a certificate: what its subject's common name says, or the whole subject; else empty.</summary>
    public string CommonName { get; init; } = "";

    /// <summary>The client's certificates, its own first, in PEM; for authorisation plugins.</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>A user of this machine.</summary>
    public static ClientIdentity Of(PeerIdentity peer) => new(
        $"{peer.User}:{peer.Group}:{string.Join(',', peer.Groups)}",
        new ActFor { User = peer.User, Group = peer.Group, Groups = peer.Groups, Client = "docker.sock" });

    /// <summary>Somebody who proved over the network that these certificates are its own.</summary>
    public static ClientIdentity Of(IReadOnlyList<string> certificates, string address) => new(
        $"{certificates[0]} {address}",
        new ActFor { Certificates = certificates, Client = address });
}
