using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>What holds for Docker clients at present; read by every session, written when the settings are read again. Thread-safe.</summary>
internal sealed class GatewayPolicy(GatewaySettings gateway, RemoteSettings remote, TimeProvider time)
{
    private volatile State current = new(gateway, remote, null);

    /// <summary>What the gateway asks for.</summary>
    public GatewayConfiguration Configuration => Of(current.Gateway);

    /// <summary>Takes up settings that were read again.</summary>
    public void Apply(GatewaySettings next, RemoteSettings subjects) => current = new State(next, subjects, null);

    /// <summary>Who a client is that showed these certificates, and until when; or why it has no access.</summary>
    public (RemoteSubject? Subject, DateTimeOffset Expires, string? Refusal) Judge(IReadOnlyList<string> certificates)
    {
        if (!current.Gateway.Tcp.Enabled) return (null, default, "Docker clients are not served over the network.");
        using var presented = PresentedCertificate.Read(certificates);
        if (presented is null) return (null, default, "A client over the network needs a certificate.");
        if (Trust() is not { } trust) return (null, default, "The authorities of clients cannot be read at present.");
        var (subject, refusal) = trust.Judge(presented, time.GetUtcNow());
        return (subject, presented.Own.NotAfter.ToUniversalTime(), refusal);
    }

    private static GatewayConfiguration Of(GatewaySettings settings) => new()
    {
        Connections = settings.Connections,
        IdleSeconds = (int)settings.IdleTimeout.TotalSeconds,
        AuthorizationPlugins = settings.AuthorizationPlugins,
        PluginDirectories = settings.PluginDirectories,
        PluginMilliseconds = (int)settings.PluginTimeout.TotalMilliseconds,
        Certificate = settings.Tcp.Certificate,
        Key = settings.Tcp.Key,
        KeyPassword = settings.Tcp.KeyPassword,
        Authorities = settings.Tcp.Authorities,
    };

    // Authorities are read again where their file changed.
    private RemoteTrust? Trust()
    {
        var state = current;
        try
        {
            var written = File.GetLastWriteTimeUtc(state.Gateway.Tcp.Authorities);
            if (state.Trust is { } known && known.Written == written) return known.Trust;
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(state.Gateway.Tcp.Authorities);
            var trust = new RemoteTrust { ClientAuthorities = [.. authorities], Subjects = state.Remote.Subjects, Revoked = state.Remote.Revoked.ToHashSet(StringComparer.Ordinal) };
            current = state with { Trust = new(trust, written) };
            return trust;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    private sealed record State(GatewaySettings Gateway, RemoteSettings Remote, KnownTrust? Trust);

    private sealed record KnownTrust(RemoteTrust Trust, DateTime Written);
}
