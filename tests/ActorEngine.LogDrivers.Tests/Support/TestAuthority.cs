using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ActorEngine.LogDrivers.Tests.Support;

/// <summary>An authority and a certificate for localhost, as PEM files.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 shown;

    public TestAuthority(string directory)
    {
        var from = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=logs authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(from, from.AddYears(30));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        own.CertificateExtensions.Add(names.Build());
        using var certificate = own.Create(authority, from, from.AddYears(20), [1, 2, 3]);
        using var whole = certificate.CopyWithPrivateKey(key);
        shown = X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
        (Authorities, Certificate, Key) = (Path.Combine(directory, "ca.pem"), Path.Combine(directory, "own.pem"), Path.Combine(directory, "key.pem"));
        File.WriteAllText(Authorities, authority.ExportCertificatePem() + "\n");
        File.WriteAllText(Certificate, certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public string Authorities { get; }

    public string Certificate { get; }

    public string Key { get; }

    /// <summary>Takes connections until one sends something; answers what it sent.</summary>
    public async Task<string> ServeAsync(TcpListener listener)
    {
        while (true)
        {
            using var taken = await listener.AcceptTcpClientAsync();
            await using var secure = new SslStream(taken.GetStream());
            try
            {
                await secure.AuthenticateAsServerAsync(shown);
                using var all = new MemoryStream();
                await secure.CopyToAsync(all);
                if (all.Length > 0) return Encoding.UTF8.GetString(all.ToArray());
            }
            catch (Exception refused) when (refused is IOException or AuthenticationException)
            {
                // The client did not like the certificate.
            }
        }
    }

    public void Dispose() => shown.Dispose();
}
