using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;

namespace Akka.Remote.Transport.Tcp;

/// <summary>Puts TLS around connections and decides on peers' certificates.</summary>
internal sealed class TlsGuard(TlsSettings settings, CertificateSource source, ILoggingAdapter log)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1", ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>The peer's claimed host must be one of its certificate's names.</summary>
    public bool ChecksHostnames => settings.ValidateHostname;

    /// <summary>Certificates name IPv6 addresses without the brackets that addresses of actors have.</summary>
    public static string Bare(string host) => host.TrimStart('[').TrimEnd(']');

    /// <summary>Reads certificate and authorities and tries them on each other, so that a mistake shows at the start.</summary>
    public void Check()
    {
        if (!source.Certificate.HasPrivateKey)
            throw new Akka.Configuration.ConfigurationException("The certificate of akka.remote.dot-netty.tcp.ssl has no private key.");
        _ = source.Context;
        using var sent = new X509Chain();
        sent.ChainPolicy.ExtraStore.AddRange(source.Context.IntermediateCertificates.ToArray());
        if (source.Trusted is not null && WhyNotTrusted(source.Certificate, sent, SslPolicyErrors.None, ServerAuthentication) is { } reason)
            log.Warning("This system's own certificate would be refused by a peer with the same settings: {0}", reason);
    }

    public async Task<SslStream> AsServer(Stream transport, string peer, CancellationToken ct)
    {
        var stream = new SslStream(transport, leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = source.Context,
                    ClientCertificateRequired = settings.RequireMutualAuthentication,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    CertificateChainPolicy = Policy(ClientAuthentication),
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                        (certificate is null && !settings.RequireMutualAuthentication) || Accepts(certificate, chain, errors, peer, ClientAuthentication, host: null),
                },
                ct).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<SslStream> AsClient(Stream transport, string host, CancellationToken ct)
    {
        var stream = new SslStream(transport, leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = Bare(host),
                    ClientCertificateContext = source.Context,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    CertificateChainPolicy = Policy(ServerAuthentication),
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                        Accepts(certificate, chain, errors, host, ServerAuthentication, settings.ValidateHostname ? host : null),
                },
                ct).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private bool Accepts(X509Certificate? presented, X509Chain? chain, SslPolicyErrors errors, string peer, string purpose, string? host)
    {
        if (presented is not X509Certificate2 certificate)
            return Refuse(peer, "it presents no certificate");
        if (settings.Setup?.CustomValidator is { } custom)
            return custom(certificate, chain!, peer, errors, log) || Refuse(peer, "the custom validator refuses its certificate");
        if (!settings.SuppressValidation && WhyNotTrusted(certificate, chain, errors, purpose) is { } reason)
            return Refuse(peer, reason);
        return host is null || certificate.MatchesHostname(Bare(host)) || Refuse(peer, $"its certificate is not for [{host}]");
    }

    private string? WhyNotTrusted(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors, string purpose)
    {
        if (source.Trusted is not { } authorities)
        {
            return (errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0
                ? $"its certificate is not trusted ({string.Join(", ", chain?.ChainStatus.Select(s => s.Status.ToString()) ?? [])})"
                : null;
        }

        using var own = new X509Chain();
        own.ChainPolicy = Policy(purpose);
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        // What the peer sent along.
        if (chain is not null)
            own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        return own.Build(certificate) ? null : $"its certificate is not trusted ({string.Join(", ", own.ChainStatus.Select(s => s.Status.ToString()))})";
    }

    /// <summary>Nothing is fetched because a stranger's certificate names an address.</summary>
    private static X509ChainPolicy Policy(string purpose)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.ApplicationPolicy.Add(new Oid(purpose));
        return policy;
    }

    private bool Refuse(string peer, string reason)
    {
        log.Warning("TLS with [{0}] is refused: {1}", peer, reason);
        return false;
    }
}
