using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorEngine.Daemon;

/// <summary>The certificates that the section <c>remote</c> names, read.</summary>
internal sealed record RemoteCertificates(X509Certificate2 Own, IReadOnlyList<X509Certificate2> Intermediates, IReadOnlyList<X509Certificate2> Authorities)
{
    /// <exception cref="StartException">A file cannot be read, or is not what it should be.</exception>
    public static RemoteCertificates Read(RemoteSettings settings)
    {
        try
        {
            var own = X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key);
            return new RemoteCertificates(own, [.. All(settings.Certificate).Skip(1)], All(settings.Authorities));
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartException($"The certificate files of actorengine.remote cannot be used: {error.Message}", error);
        }
    }

    private static X509Certificate2[] All(string path)
    {
        var read = new X509Certificate2Collection();
        read.ImportFromPemFile(path);
        return [.. read];
    }
}
