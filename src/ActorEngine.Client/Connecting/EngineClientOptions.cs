using System.Security.Cryptography.X509Certificates;

namespace ActorEngine.Client;

/// <summary>How a client connects. Everything but <see cref="Certificate"/> has a default that fits.</summary>
public sealed record EngineClientOptions
{
    /// <summary>Who this client is: its certificate with the private key. The engine maps its subject to rights.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Certificates between <see cref="Certificate"/> and the authority that the engine trusts.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; init; } = [];

    /// <summary>Authorities of engines. Where given, an engine must prove that it has a certificate of one of them; else it is not asked for proof.</summary>
    public IReadOnlyList<X509Certificate2> EngineAuthorities { get; init; } = [];

    /// <summary>Subject that the engine's certificate must have, as in <c>CN=node-b</c>; null = any of <see cref="EngineAuthorities"/>.</summary>
    public string? EngineSubject { get; init; }

    /// <summary>client, or node where an engine connects to another one.</summary>
    public string Purpose { get; init; } = "client";

    /// <summary>How long a call waits for a session, at the start and after a lost link.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the opening of a session may take before it is begun anew.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause before the second attempt; doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause between attempts.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence of the engine after which the link counts as lost.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Calls that may wait for a session; one more fails at once.</summary>
    public int WaitingCalls { get; init; } = 10_000;

    /// <summary>Time for waits and certificates.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
