using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Whom sessions are opened for, and as whom this engine shows itself.</summary>
internal sealed record RemoteTrust
{
    /// <summary>Authorities of client certificates.</summary>
    public required IReadOnlyList<X509Certificate2> ClientAuthorities { get; init; }
    public required IReadOnlyList<RemoteSubject> Subjects { get; init; }
    /// <summary>This engine's certificate with its key; null = it proves nothing.</summary>
    public X509Certificate2? Certificate { get; init; }
    public IReadOnlyList<X509Certificate2> Intermediates { get; init; } = [];
    /// <summary>Fingerprints of certificates that are refused although an authority issued them.</summary>
    public IReadOnlySet<string> Revoked { get; init; } = new HashSet<string>();
    /// <summary>How long a challenge is good.</summary>
    public TimeSpan ChallengeLifetime { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Challenges outstanding at most; the oldest gives way.</summary>
    public int Challenges { get; init; } = 1024;

    /// <summary>The subject of a certificate, or why it has no session.</summary>
    public (RemoteSubject? Subject, string? Refusal) Judge(PresentedCertificate presented, DateTimeOffset now)
    {
        if (presented.Doubt(ClientAuthorities, now, Revoked.Contains) is { } doubt) return (null, $"The certificate of {presented.Own.Subject} is not accepted: {doubt}.");
        var subject = Subjects.FirstOrDefault(known => SubjectName.Same(known.Subject, presented.Own.SubjectName));
        return subject is null ? (null, $"{presented.Own.Subject} has no role at this engine.") : (subject, null);
    }
}

/// <summary>A client that proved who it is.</summary>
/// <param name="CertificateExpires">When its certificate, and with it its session, ends.</param>
/// <param name="Certificates">What it presented: its own first, DER in base64.</param>
internal sealed record ProvenClient(RemoteSubject Subject, string Purpose, DateTimeOffset CertificateExpires, IReadOnlyList<string> Certificates);

/// <summary>
/// Decides who gets a session: hands out challenges and checks proofs. A challenge is good once, for a time, for the client actor that asked
/// and with the certificate that was shown. No actor; the gate holds it.
/// </summary>
/// <param name="current">Whom to trust at present.</param>
/// <param name="time">Dates of certificates and challenges are judged by it.</param>
internal sealed class Handshakes(Func<RemoteTrust> current, TimeProvider time)
{
    private readonly Dictionary<string, Pending> pending = new(StringComparer.Ordinal);
    private readonly Queue<string> oldest = new();

    /// <summary>Subject that the last refused client showed; for the audit log.</summary>
    public string? Shown { get; private set; }

    /// <summary>The challenge, or the fault to answer with.</summary>
    public (SessionChallenge? Challenge, Fault? Refused) Begin(OpenSession open, string client, string engine)
    {
        Shown = null;
        if (open.Protocol != SessionLimits.Protocol)
            return (null, new Fault(FaultCode.NotSupported, $"This engine speaks session protocol {SessionLimits.Protocol}, the client {open.Protocol}."));
        if (open.Purpose is not ("client" or "node") || open.Nonce.Length is < 32 or > 128)
            return (null, new Fault(FaultCode.InvalidArgument, "A session is opened with purpose client or node and 32 random bytes.") { Field = "purpose" });
        using var presented = PresentedCertificate.Read(open.Certificates);
        if (presented is null) return (null, Denied("A session needs the client's certificate."));
        Shown = presented.Own.Subject;
        var trust = current();
        var (subject, refusal) = trust.Judge(presented, time.GetUtcNow());
        if (subject is null) return (null, Denied(refusal!));
        string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var transcript = new SessionTranscript(open.Purpose, open.Nonce, nonce, client, engine);
        var expires = time.GetUtcNow() + trust.ChallengeLifetime;
        Remember(nonce, new Pending(transcript, presented.Own.ExportCertificatePem(), subject, expires, open.Certificates), trust.Challenges);
        return (new SessionChallenge(nonce, expires)
        {
            Certificates = trust.Certificate is { } own ? [.. trust.Intermediates.Prepend(own).Select(certificate => Convert.ToBase64String(certificate.RawData))] : [],
            Signature = trust.Certificate is { } key ? transcript.SignAsEngine(key) : "",
        }, null);
    }

    /// <summary>The client, or the fault to answer with. Whatever comes of it, the challenge is used up.</summary>
    public (ProvenClient? Client, Fault? Refused) Prove(ProveSession proof, string client)
    {
        Shown = null;
        if (!pending.Remove(proof.Nonce, out var known)) return (null, Anew("The challenge is unknown, used or no longer good; open the session anew."));
        Shown = known.Subject.Subject;
        if (time.GetUtcNow() >= known.Expires) return (null, Anew("The challenge is no longer good; open the session anew."));
        if (known.Transcript.ClientActor != client) return (null, Denied("The challenge was given to another client."));
        using var certificate = X509Certificate2.CreateFromPem(known.Certificate);
        return known.Transcript.IsSignedByClient(certificate, proof.Signature)
            ? (new ProvenClient(known.Subject, known.Transcript.Purpose, certificate.NotAfter.ToUniversalTime(), known.Certificates), null)
            : (null, Denied($"The proof was not made with the key of {certificate.Subject}, or for another session."));
    }

    /// <summary>Whom to trust has changed: whoever was about to prove itself begins anew.</summary>
    public void Forget()
    {
        pending.Clear();
        oldest.Clear();
    }

    private void Remember(string nonce, Pending entry, int most)
    {
        while (oldest.Count >= most) pending.Remove(oldest.Dequeue());
        oldest.Enqueue(nonce);
        pending.Add(nonce, entry);
    }

    /// <summary>Says nothing about the client: the engine was restarted meanwhile, or one of the two was slow.</summary>
    private static Fault Anew(string why) => new(FaultCode.Unavailable, why);

    private static Fault Denied(string why) => new(FaultCode.PermissionDenied, why);

    private sealed record Pending(SessionTranscript Transcript, string Certificate, RemoteSubject Subject, DateTimeOffset Expires, IReadOnlyList<string> Certificates);
}
