using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorEngine.Registry;

/// <summary>Whether a registry's certificate is trusted, where it has authorities of its own.</summary>
internal static class CertificateCheck
{
    /// <summary>The check; null leaves it to the system.</summary>
    /// <exception cref="RegistryException">The authorities cannot be read.</exception>
    public static RemoteCertificateValidationCallback? For(string registry, RegistryHostSettings host)
    {
        if (host.Authorities is not { } file) return null;
        X509Certificate2Collection authorities = [];
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw RegistryException.Failed($"The authorities of {registry} cannot be read: {error.Message}", error);
        }

        return (_, certificate, chain, errors) =>
            errors == SslPolicyErrors.None
            || (errors == SslPolicyErrors.RemoteCertificateChainErrors && certificate is X509Certificate2 shown && chain is not null && IsOf(authorities, shown, chain));
    }

    private static bool IsOf(X509Certificate2Collection authorities, X509Certificate2 shown, X509Chain sent)
    {
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        own.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return own.Build(shown);
    }
}
