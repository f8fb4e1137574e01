using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RemoteFigures;

/// <summary>An authority and a node's certificate in a folder that is removed in the end.</summary>
internal sealed class Certificates : IDisposable
{
    public Certificates()
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Figures", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var authority = authorityRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var node = request.Create(authority, now.AddHours(-1), now.AddHours(12), [1]).CopyWithPrivateKey(key);
        File.WriteAllText(Path.Combine(Folder, "authority.pem"), authority.ExportCertificatePem());
        File.WriteAllBytes(Path.Combine(Folder, "node.pfx"), node.Export(X509ContentType.Pfx, "figures"));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("remote-figures-").FullName;

    public void Dispose() => Directory.Delete(Folder, true);
}
