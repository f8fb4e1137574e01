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
    private (DateTime Written, Identity Value)? _identity;

    // A thumbprint, like a setup, names one certificate for good.
    private Identity? _given;
    private (DateTime Written, X509Certificate2Collection Value)? _trusted, _chain;
    private (X509Certificate2 Of, X509Certificate2Collection? Chain, X509Certificate2Collection? Trusted, SslStreamCertificateContext Value)? _context;

    /// <summary>This system's certificate.</summary>
    public X509Certificate2 Certificate => Own.Certificate;

    /// <summary>The certificate as TLS wants it, made once for each certificate.</summary>
    public SslStreamCertificateContext Context
    {
        get
        {
            var (own, chain, trusted) = (Own, Chain, Trusted);
            lock (_gate)
            {
                if (_context is not { } known || !ReferenceEquals(known.Of, own.Certificate) || !ReferenceEquals(known.Chain, chain) || !ReferenceEquals(known.Trusted, trusted))
                    _context = known = (own.Certificate, chain, trusted, SslStreamCertificateContext.Create(own.Certificate, [.. own.Chain, .. chain ?? [], .. trusted ?? []], offline: true));
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
                return Current(ref _trusted, settings.TrustedCertificates, ReadAuthorities);
        }
    }

    private Identity Own
    {
        get
        {
            lock (_gate)
            {
                if (settings.Setup is { } setup)
                    return _given ??= new Identity(setup.Certificate, []);
                return settings.UseThumbprint ? _given ??= new Identity(FromStore(), []) : Current(ref _identity, settings.Path, ReadIdentity);
            }
        }
    }

    private X509Certificate2Collection? Chain
    {
        get
        {
            if (settings.Chain.Length == 0)
                return null;
            lock (_gate)
                return Current(ref _chain, settings.Chain, ReadAuthorities);
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

    private Identity ReadIdentity(string path)
    {
        var text = File.ReadAllText(path);
        if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, settings.Password, X509KeyStorageFlags.DefaultKeySet);
            var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? all.FirstOrDefault() ?? throw new ConfigurationException($"[{path}] holds no certificate.");
            return new Identity(own, [.. all.Where(certificate => !ReferenceEquals(certificate, own))]);
        }

        var certificate = text.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromEncryptedPem(text, text, settings.Password)
            : X509Certificate2.CreateFromPem(text, text);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(text);
        return new Identity(certificate, [.. chain.Skip(1)]);
    }

    private static X509Certificate2Collection ReadAuthorities(string path)
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

    /// <summary>A certificate with its key, and the authorities that came with it.</summary>
    private sealed record Identity(X509Certificate2 Certificate, X509Certificate2Collection Chain);
}
