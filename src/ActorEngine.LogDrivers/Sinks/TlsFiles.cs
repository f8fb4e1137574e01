using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorEngine.LogDrivers;

/// <summary>PEM files for TLS with a receiver; empty paths where there are none.</summary>
internal sealed record TlsFiles
{
    /// <summary>Authorities of the receiver's certificate, in place of the system's.</summary>
    public string Authorities { get; init; } = "";

    /// <summary>What the receiver is shown.</summary>
    public string Certificate { get; init; } = "";

    public string Key { get; init; } = "";

    /// <summary>The receiver's certificate is not checked.</summary>
    public bool Unchecked { get; init; }

    /// <summary>Reads the files.</summary>
    /// <exception cref="SinkException">They are not there or not PEM.</exception>
    public SslClientAuthenticationOptions Read(string host)
    {
        try
        {
            var options = new SslClientAuthenticationOptions { TargetHost = host };
            if (Unchecked) options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
            else if (Authorities.Length > 0) options.CertificateChainPolicy = Policy();
            if (Certificate.Length > 0)
            {
                using var own = X509Certificate2.CreateFromPemFile(Certificate, Key);
                // With its key in memory alone, as SslStream wants it.
                options.ClientCertificates = [X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null)];
            }

            return options;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SinkException($"The TLS files cannot be read: {failed.Message}", cause: failed);
        }
    }

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(Authorities);
        return policy;
    }
}
