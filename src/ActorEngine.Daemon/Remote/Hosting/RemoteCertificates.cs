using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>The certificates that the section <c>remote</c> names, read.</summary>
internal sealed record RemoteCertificates(X509Certificate2 Own, IReadOnlyList<X509Certificate2> Intermediates, IReadOnlyList<X509Certificate2> Authorities)
{
    /// <exception cref="StartException">A file cannot be read, or is not what it should be.</exception>
    public static RemoteCertificates Read(RemoteSettings settings)
    {
        try
        {
            return new RemoteCertificates(ReadOwn(settings), [.. All(settings.Certificate).Skip(1)], All(settings.Authorities));
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartException($"The certificate files of actorengine.remote cannot be used: {error.Message}", error);
        }
    }

    /// <summary>True where both hold the same certificates.</summary>
    public bool Same(RemoteCertificates other) =>
        All(this).SequenceEqual(All(other)) && Intermediates.Count == other.Intermediates.Count;

    private static IEnumerable<string> All(RemoteCertificates of) => of.Intermediates.Prepend(of.Own).Concat(of.Authorities).Select(PresentedCertificate.Fingerprint);

    private static X509Certificate2 ReadOwn(RemoteSettings settings)
    {
        if (!File.ReadAllText(settings.Key).Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal))
            return X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key);
        try
        {
            return X509Certificate2.CreateFromEncryptedPemFile(settings.Certificate, settings.KeyPassword, settings.Key);
        }
        catch (CryptographicException error)
        {
            throw new StartException($"The key {settings.Key} is encrypted, and actorengine.remote.key-password does not open it: {error.Message}", error);
        }
    }

    private static X509Certificate2[] All(string path)
    {
        var read = new X509Certificate2Collection();
        read.ImportFromPemFile(path);
        return [.. read];
    }
}
