using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorEngine.Client.Tests.Harness;

/// <summary>An authority and what it issues, made for a test.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly List<X509Certificate2> issued = [];

    public Certificates(string name = "CN=test authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(120));
    }

    public X509Certificate2 Authority { get; }

    public X509Certificate2 Issue(string subject, DateTimeOffset? from = null, DateTimeOffset? to = null, bool rsa = false)
    {
        byte[] serial = RandomNumberGenerator.GetBytes(8);
        serial[0] &= 0x7F;
        var (begin, end) = (from ?? DateTimeOffset.UnixEpoch.AddYears(41), to ?? DateTimeOffset.UnixEpoch.AddYears(119));
        X509Certificate2 made;
        if (rsa)
        {
            using var key = RSA.Create(2048);
            using var bare = Extend(new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)).Create(Authority.SubjectName, X509SignatureGenerator.CreateForECDsa(Authority.GetECDsaPrivateKey()!), begin, end, serial);
            made = bare.CopyWithPrivateKey(key);
        }
        else
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var bare = Extend(new CertificateRequest(subject, key, HashAlgorithmName.SHA256)).Create(Authority, begin, end, serial);
            made = bare.CopyWithPrivateKey(key);
        }

        issued.Add(made);
        return made;
    }

    public void Dispose()
    {
        issued.ForEach(certificate => certificate.Dispose());
        Authority.Dispose();
    }

    private static CertificateRequest Extend(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request;
    }
}
