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

    /// <summary>
    /// Says of a certificate's SHA-256 fingerprint (upper-case hexadecimal digits) whether it was taken back; asked of an engine's certificate and those that lead to its
    /// authority, at every opening and by <see cref="EngineLink.Recheck"/>.
    /// </summary>
    public Predicate<string>? IsRevoked { get; init; }

    /// <summary>client, or node where an engine connects to another one.</summary>
    public string Purpose { get; init; } = "client";

    /// <summary>How long a call waits for a session, at the start and after a lost link.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the first attempt at opening a session may take; the second may take twice, further ones four times as long.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause before the second attempt; doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause between attempts.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Silence of the engine, which sends something every 2.5 s, after which the link counts as lost: it is noticed after three quarters to the whole of it. A connection that
    /// breaks is noticed at once. Less than 3 s takes a pause of the engine for its end.
    /// </summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Calls that may wait for a session; one more fails at once.</summary>
    public int WaitingCalls { get; init; } = 10_000;

    /// <summary>Time for waits and certificates.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
