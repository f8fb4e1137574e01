using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ActorEngine.Contracts;

/// <summary>
/// What both sides of a session sign: purpose, both nonces, and the addresses of both actors with their incarnation numbers, so that a proof is
/// of no use to another client, at another engine, after a restart, or for another purpose.
/// </summary>
/// <param name="Purpose">That of <see cref="OpenSession"/>.</param>
/// <param name="ClientNonce">That of <see cref="OpenSession"/>.</param>
/// <param name="EngineNonce">That of <see cref="SessionChallenge"/>.</param>
/// <param name="ClientActor">The client's actor as the engine sees it, address and number included.</param>
/// <param name="EngineActor">The engine's daemon actor as the client sees it, address and number included.</param>
public sealed record SessionTranscript(string Purpose, string ClientNonce, string EngineNonce, string ClientActor, string EngineActor)
{
    private const string ClientProof = "ActorEngine session 1: client", EngineProof = "ActorEngine session 1: engine";

    /// <summary>The client's signature, base64.</summary>
    public string SignAsClient(X509Certificate2 certificate) => Sign(certificate, ClientProof);

    /// <summary>The engine's signature, base64.</summary>
    public string SignAsEngine(X509Certificate2 certificate) => Sign(certificate, EngineProof);

    /// <summary>True where the client signed with the key of the certificate.</summary>
    public bool IsSignedByClient(X509Certificate2 certificate, string signature) => Verify(certificate, ClientProof, signature);

    /// <summary>True where the engine signed with the key of the certificate.</summary>
    public bool IsSignedByEngine(X509Certificate2 certificate, string signature) => Verify(certificate, EngineProof, signature);

    private byte[] Bytes(string role)
    {
        // Each part with its length before it: no two transcripts have the same bytes.
        var text = new StringBuilder();
        foreach (string part in (string[])[role, Purpose, ClientNonce, EngineNonce, ClientActor, EngineActor]) text.Append(part.Length).Append(':').Append(part).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private string Sign(X509Certificate2 certificate, string role)
    {
        byte[] bytes = Bytes(role);
        using var elliptic = certificate.GetECDsaPrivateKey();
        if (elliptic is not null) return Convert.ToBase64String(elliptic.SignData(bytes, HashAlgorithmName.SHA256));
        using var rsa = certificate.GetRSAPrivateKey() ?? throw new CryptographicException("The certificate has no private key, or one that is neither ECDSA nor RSA.");
        return Convert.ToBase64String(rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
    }

    private bool Verify(X509Certificate2 certificate, string role, string signature)
    {
        byte[] bytes = Bytes(role);
        Span<byte> raw = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, raw, out int count)) return false;
        using var elliptic = certificate.GetECDsaPublicKey();
        if (elliptic is not null) return elliptic.VerifyData(bytes, raw[..count], HashAlgorithmName.SHA256);
        using var rsa = certificate.GetRSAPublicKey();
        return rsa is not null && rsa.VerifyData(bytes, raw[..count], HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
    }
}
