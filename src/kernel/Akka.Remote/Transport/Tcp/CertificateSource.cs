using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote.Transport.Tcp;

/// <summary>
/// This system's certificate and the authorities it trusts. Files are looked at for every new connection and read again when they
/// have changed; a file that cannot be read leaves what was read before in force.
/// </summary>
internal sealed class CertificateSource(TlsSettings settings, ILoggingAdapter log)
{
    private readonly Lock _gate = new();
    private (DateTime Written, X509Certificate2 Value)? _certificate;

    // A thumbprint names one certificate for good.
    private X509Certificate2? _stored;
    private (DateTime Written, X509Certificate2Collection Value)? _trusted;
    private (X509Certificate2 Of, SslStreamCertificateContext Value)? _context;

    /// <summary>This system's certificate.</summary>
    public X509Certificate2 Certificate
    {
        get
        {
            if (settings.Setup is { } setup)
                return setup.Certificate;
            lock (_gate)
                return settings.UseThumbprint ? _stored ??= FromStore() : Current(ref _certificate, settings.Path, ReadCertificate);
        }
    }

    /// <summary>The certificate as TLS wants it, made once for each certificate.</summary>
    public SslStreamCertificateContext Context
    {
        get
        {
            var (certificate, trusted) = (Certificate, Trusted);
            lock (_gate)
            {
                if (_context is not { } known || !ReferenceEquals(known.Of, certificate))
                    _context = known = (certificate, SslStreamCertificateContext.Create(certificate, trusted, offline: true));
                return known.Value;
            }
        }
    }

    /// <summary>The authorities, or null for the machine's own.</summary>
    public X509Certificate2Collection? Trusted
    {
        get
        {
            if (settings.TrustedCertificates.Length == 0)
                return null;
            lock (_gate)
                return Current(ref _trusted, settings.TrustedCertificates, ReadTrusted);
        }
    }

    private T Current<T>(ref (DateTime Written, T Value)? known, string path, Func<string, T> read)
    {
        if (string.IsNullOrEmpty(path))
            throw new ConfigurationException("akka.remote.dot-netty.tcp.ssl.certificate.path is empty, and no DotNettySslSetup is given.");
        try
        {
            var written = File.GetLastWriteTimeUtc(path);
            if (known is not { } have || have.Written != written)
                known = (written, read(path));
        }
        catch (Exception e) when (known is not null)
        {
            log.Warning("[{0}] cannot be read ({1}); what was read before stays in force", path, e.Message);
        }

        return known!.Value.Value;
    }

    private X509Certificate2 ReadCertificate(string path)
    {
        var text = File.ReadAllText(path);
        if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
            return X509CertificateLoader.LoadPkcs12FromFile(path, settings.Password, X509KeyStorageFlags.DefaultKeySet);
        return text.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromEncryptedPem(text, text, settings.Password)
            : X509Certificate2.CreateFromPem(text, text);
    }

    private static X509Certificate2Collection ReadTrusted(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities : throw new ConfigurationException($"[{path}] holds no certificate.");
    }

    private X509Certificate2 FromStore()
    {
        var location = settings.StoreLocation switch
        {
            "local-machine" => StoreLocation.LocalMachine,
            "current-user" => StoreLocation.CurrentUser,
            var other => throw new ConfigurationException($"certificate.store-location is [{other}]; it must be local-machine or current-user."),
        };
        using var store = new X509Store(settings.StoreName, location);
        store.Open(OpenFlags.ReadOnly);
        var found = store.Certificates.Find(X509FindType.FindByThumbprint, settings.Thumbprint, validOnly: false);
        return found.Count > 0 ? found[0] : throw new ConfigurationException("certificate.thumbprint names no certificate of the store.");
    }
}
