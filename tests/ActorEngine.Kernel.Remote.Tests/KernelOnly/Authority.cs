using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorEngine.Kernel.Remote.Tests.KernelOnly;

/// <summary>A certificate authority of a test, with its files in a folder of its own.</summary>
internal sealed class Authority : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly string _folder = Directory.CreateTempSubdirectory("remote-tls-").FullName;
    private byte _serial;

    public Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _certificate = Request(name, key).CreateSelfSigned(Now.AddDays(-10), Now.AddDays(10));
        TrustFile = Path.Combine(_folder, "authority.pem");
        File.WriteAllText(TrustFile, _certificate.ExportCertificatePem());
    }

    /// <summary>An authority below another, which is the one that is trusted.</summary>
    public Authority(string name, Authority root)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Request(name, key).Create(root._certificate, Now.AddDays(-9), Now.AddDays(9), [1, ++root._serial]);
        _certificate = signed.CopyWithPrivateKey(key);
        TrustFile = root.TrustFile;
    }

    public string TrustFile { get; }

    /// <summary>Its own certificate as a PEM file.</summary>
    public string ChainFile
    {
        get
        {
            var path = Path.Combine(_folder, "chain.pem");
            File.WriteAllText(path, _certificate.ExportCertificatePem());
            return path;
        }
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Writes a node's certificate and gives its file.</summary>
    public string Issue(string file, string host = "localhost", int validDays = 5)
    {
        var path = Path.Combine(_folder, file + ".pfx");
        File.WriteAllBytes(path, Create(host, validDays).Export(X509ContentType.Pfx, "secret"));
        return path;
    }

    /// <summary>As <see cref="Issue"/>, with the authority's certificate in the file.</summary>
    public string IssueWithChain(string file)
    {
        var path = Path.Combine(_folder, file + ".pfx");
        using var authority = X509CertificateLoader.LoadCertificate(_certificate.RawData);
        File.WriteAllBytes(path, new X509Certificate2Collection { Create(), authority }.Export(X509ContentType.Pfx, "secret")!);
        return path;
    }

    /// <summary>As <see cref="Issue"/>, as PEM with certificate and key in one file.</summary>
    /// <param name="chain">With the authority's certificate as well.</param>
    public string IssuePem(string file, bool encrypted, bool chain = false)
    {
        var path = Path.Combine(_folder, file + ".pem");
        using var certificate = Create("localhost");
        using var key = certificate.GetECDsaPrivateKey()!;
        var secret = encrypted
            ? key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000))
            : key.ExportPkcs8PrivateKeyPem();
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + (chain ? _certificate.ExportCertificatePem() + "\n" : "") + secret);
        return path;
    }

    public X509Certificate2 Create(string host = "localhost", int validDays = 5)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var ip))
            names.AddIpAddress(ip);
        else
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var signed = request.Create(_certificate, Now.AddDays(-9), Now.AddDays(validDays), [1, ++_serial]);
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>The settings of a node with a certificate that trusts this authority.</summary>
    public string Settings(string certificate, bool checksHost = false) => $$"""
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.remote.retry-gate-closed-for = 50 ms
        akka.remote.kernel.trusted-certificates = "{{TrustFile}}"
        akka.remote.dot-netty.tcp {
          hostname = localhost, enable-ssl = on
          ssl { certificate { path = "{{certificate}}", password = secret }, validate-certificate-hostname = {{(checksHost ? "on" : "off")}} }
        }
        """;

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request;
    }

    public void Dispose()
    {
        _certificate.Dispose();
        Directory.Delete(_folder, true);
    }
}
