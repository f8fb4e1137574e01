using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorEngine.Contracts;

/// <summary>The certificates that a peer presents, its own first.</summary>
public sealed class PresentedCertificate : IDisposable
{
    private const int MostCertificates = 8, MostBytes = 16 << 10;
    private readonly IReadOnlyList<X509Certificate2> chain;

    private PresentedCertificate(IReadOnlyList<X509Certificate2> chain) => this.chain = chain;

    /// <summary>The peer's own.</summary>
    public X509Certificate2 Own => chain[0];

    /// <summary>SHA-256 of a certificate in upper-case hexadecimal digits: what names one that was revoked.</summary>
    public static string Fingerprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>A fingerprint as people and openssl(1) write it, with colons or without; null where the text is none.</summary>
    public static string? ParseFingerprint(string written)
    {
        string digits = written.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        return digits.Length == 2 * SHA256.HashSizeInBytes && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }

    /// <summary>Reads DER in base64; null where there is none, or what is there is no certificate.</summary>
    public static PresentedCertificate? Read(IReadOnlyList<string> encoded)
    {
        if (encoded.Count is 0 or > MostCertificates || encoded.Any(text => text.Length > MostBytes)) return null;
        var read = new List<X509Certificate2>();
        try
        {
            foreach (string text in encoded) read.Add(X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text)));
            return new PresentedCertificate(read);
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            read.ForEach(certificate => certificate.Dispose());
            return null;
        }
    }

    /// <summary>Null where the certificate is in force and leads to one of the authorities; else why it is not accepted.</summary>
    /// <param name="authorities">Trusted roots.</param>
    /// <param name="now">The time to judge by.</param>
    /// <param name="isRevoked">Says of a <see cref="Fingerprint"/> whether its certificate was taken back; asked of every certificate from the peer's own to the authority's.</param>
    public string? Doubt(IReadOnlyList<X509Certificate2> authorities, DateTimeOffset now, Predicate<string>? isRevoked = null)
    {
        if (now < Own.NotBefore.ToUniversalTime()) return "it is not valid yet";
        if (now >= Own.NotAfter.ToUniversalTime()) return "it has expired";
        using var building = new X509Chain();
        building.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        building.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        building.ChainPolicy.VerificationTime = now.LocalDateTime;
        // Nothing is fetched because a peer's certificate names an address.
        building.ChainPolicy.DisableCertificateDownloads = true;
        building.ChainPolicy.CustomTrustStore.AddRange(authorities.ToArray());
        building.ChainPolicy.ExtraStore.AddRange(chain.Skip(1).ToArray());
        bool trusted = building.Build(Own);
        string? doubt = isRevoked is not null && building.ChainElements.Any(element => isRevoked(Fingerprint(element.Certificate))) ? "it has been revoked"
            : trusted ? null : string.Join(", ", building.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')).Distinct());
        foreach (var element in building.ChainElements) element.Certificate.Dispose();
        return doubt;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var certificate in chain) certificate.Dispose();
    }
}
