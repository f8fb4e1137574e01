namespace ActorEngine.Contracts;

/// <summary>
/// Asks an engine for a session. Sent by the client's link actor to <c>/user/engine/daemon</c> of the engine's address; whoever shall use the
/// session is the sender. Answer: <see cref="SessionChallenge"/> or a fault. See docs/security.md.
/// </summary>
/// <param name="Protocol">Version of the session protocol: <see cref="SessionLimits.Protocol"/>.</param>
/// <param name="Purpose">client or node; part of what is signed.</param>
/// <param name="Nonce">The client's 32 random bytes in base64, for the engine to sign.</param>
public sealed record OpenSession(int Protocol, string Purpose, string Nonce) : ICommand
{
    /// <summary>The client's certificate and those that lead to its authority, DER in base64, its own first.</summary>
    public IReadOnlyList<string> Certificates { get; init => field = value ?? []; } = [];
}

/// <summary>The engine's answer to <see cref="OpenSession"/>: to be signed with the key of the certificate. Answer: <see cref="ProveSession"/>.</summary>
/// <param name="Nonce">The engine's 32 random bytes in base64; good for one proof.</param>
/// <param name="ExpiresAt">When it is no longer good.</param>
public sealed record SessionChallenge(string Nonce, DateTimeOffset ExpiresAt) : IReply
{
    /// <summary>The engine's certificate and those that lead to its authority, DER in base64; empty where it has none.</summary>
    public IReadOnlyList<string> Certificates { get; init => field = value ?? []; } = [];

    /// <summary>The engine's proof: its signature over the session's transcript, base64.</summary>
    public string Signature { get; init => field = value ?? ""; } = "";
}

/// <summary>The client's proof. Answer, from the session actor that is the capability: <see cref="SessionOpened"/>; else a fault.</summary>
/// <param name="Nonce">That of the challenge.</param>
/// <param name="Signature">Over the session's transcript (<see cref="SessionTranscript"/>), base64.</param>
public sealed record ProveSession(string Nonce, string Signature) : ICommand;

/// <summary>The session stands; its sender takes <see cref="SessionFrame"/>s of this client and of nobody else.</summary>
/// <param name="Subject">Whom the engine knows the client as.</param>
public sealed record SessionOpened(string Subject) : IReply
{
    /// <summary>Names of the rights that go with the subject.</summary>
    public IReadOnlyList<string> Rights { get; init => field = value ?? []; } = [];
    /// <summary>Labels that a container must have for the subject to see it; empty = all containers.</summary>
    public IReadOnlyList<string> Labels { get; init => field = value ?? []; } = [];
    /// <summary>Random, made with the engine's state directory.</summary>
    public string EngineId { get; init => field = value ?? ""; } = "";
    public string EngineVersion { get; init => field = value ?? ""; } = "";
    /// <summary>Requests that may be in flight at once.</summary>
    public int Streams { get; init; }
    /// <summary>Milliseconds without a frame after which the engine ends the session; a client sends a ping well before.</summary>
    public int SilenceMilliseconds { get; init; }
}
