using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>The client's half of opening a session: what to send, and whether to believe the engine.</summary>
internal sealed class EngineProof(EngineClientOptions options)
{
    private readonly string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private IReadOnlyList<string> believed = [];

    public OpenSession Opening => new(SessionLimits.Protocol, options.Purpose, nonce)
    {
        Certificates = options.Certificate is { } own ? [.. options.Intermediates.Prepend(own).Select(certificate => Convert.ToBase64String(certificate.RawData))] : [],
    };

    /// <summary>The proof; null with the reason where the engine is not the one wanted.</summary>
    public ProveSession? Answer(SessionChallenge challenge, string clientActor, string engineActor, out string reason)
    {
        var transcript = new SessionTranscript(options.Purpose, nonce, challenge.Nonce, clientActor, engineActor);
        reason = options.EngineAuthorities.Count == 0 && options.EngineSubject is null ? "" : Doubt(challenge, transcript);
        if (reason.Length > 0) return null;
        return new ProveSession(challenge.Nonce, options.Certificate is { } certificate ? transcript.SignAsClient(certificate) : "");
    }

    /// <summary>Whether an engine that was believed before is still to be believed; empty where it is.</summary>
    public string DoubtNow()
    {
        using var presented = PresentedCertificate.Read(believed);
        return presented is null ? "" : Doubt(presented);
    }

    private string Doubt(PresentedCertificate presented) =>
        presented.Doubt(options.EngineAuthorities, options.Time.GetUtcNow(), options.IsRevoked) is { } doubt ? $"its certificate is not accepted: {doubt}" : "";

    private string Doubt(SessionChallenge challenge, SessionTranscript transcript)
    {
        using var presented = PresentedCertificate.Read(challenge.Certificates);
        if (presented is null) return "it presents no certificate, and one is asked for";
        if (Doubt(presented) is { Length: > 0 } doubt) return doubt;
        believed = challenge.Certificates;
        if (!transcript.IsSignedByEngine(presented.Own, challenge.Signature)) return "it does not have the key of its certificate";
        return options.EngineSubject is { } subject && !SubjectName.Same(subject, presented.Own.SubjectName)
            ? $"it is {presented.Own.Subject}, not {subject}"
            : "";
    }
}
