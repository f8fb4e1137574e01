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
    public string? Doubt(IReadOnlyList<X509Certificate2> authorities, DateTimeOffset now)
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
        string? doubt = trusted ? null : string.Join(", ", building.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')).Distinct());
        foreach (var element in building.ChainElements) element.Certificate.Dispose();
        return doubt;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var certificate in chain) certificate.Dispose();
    }
}
