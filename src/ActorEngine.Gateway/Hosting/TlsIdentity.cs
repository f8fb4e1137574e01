using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Engine;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ActorEngine.Gateway.Hosting;

/// <summary>
/// TLS with certificates on both sides. Whoever no authority stands for is not spoken to at all; who the others are and what they may is the engine's to
/// say. Files are read again where they changed.
/// </summary>
internal sealed class TlsIdentity(Func<GatewayConfiguration> configuration)
{
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);
    private readonly Lock gate = new();
    private Files? known;

    public TlsHandshakeCallbackOptions Options => new() { HandshakeTimeout = HandshakeTime, OnConnection = context => ValueTask.FromResult(Begin(context)) };

    private SslServerAuthenticationOptions Begin(TlsHandshakeCallbackContext context)
    {
        var files = Read();
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = files.Own,
            ClientCertificateRequired = true,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, chain, _) => Accept(context.Connection, certificate as X509Certificate2, chain, files.Authorities),
        };
    }

    private static bool Accept(ConnectionContext connection, X509Certificate2? certificate, X509Chain? chain, IReadOnlyList<X509Certificate2> authorities)
    {
        if (certificate is null || connection.Features.Get<ConnectionState>() is not { } state) return false;
        // The chain that was found may begin with the certificate itself.
        X509Certificate2[] shown = [certificate, .. (chain?.ChainElements.Select(element => element.Certificate) ?? []).Where(other => !other.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)).Take(7)];
        string[] encoded = [.. shown.Select(one => Convert.ToBase64String(one.RawDataMemory.Span))];
        using var presented = PresentedCertificate.Read(encoded);
        if (presented is null || presented.Doubt(authorities, TimeProvider.System.GetUtcNow()) is not null) return false;
        state.Client = ClientIdentity.Of(encoded, (connection.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "") with
        {
            CommonName = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
            Certificates = [.. shown.Select(one => one.ExportCertificatePem())],
        };
        return true;
    }

    private Files Read()
    {
        var wanted = configuration();
        var stamp = (wanted, Written(wanted.Certificate), Written(wanted.Key), Written(wanted.Authorities));
        lock (gate)
        {
            if (known is { } files && files.Stamp == stamp) return files;
            try
            {
                return known = Load(wanted, stamp);
            }
            catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException && known is not null)
            {
                // They are being replaced, or were spoilt: what was in force stays in force.
                Console.Error.WriteLine($"actor-gateway: the certificate files cannot be used: {error.Message}");
                return known = known with { Stamp = stamp };
            }
        }
    }

    private static Files Load(GatewayConfiguration wanted, (GatewayConfiguration, DateTime, DateTime, DateTime) stamp)
    {
        bool encrypted = File.ReadAllText(wanted.Key).Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        var own = encrypted ? X509Certificate2.CreateFromEncryptedPemFile(wanted.Certificate, wanted.KeyPassword, wanted.Key) : X509Certificate2.CreateFromPemFile(wanted.Certificate, wanted.Key);
        X509Certificate2Collection chain = [], authorities = [];
        chain.ImportFromPemFile(wanted.Certificate);
        authorities.ImportFromPemFile(wanted.Authorities);
        return new Files(SslStreamCertificateContext.Create(own, [.. chain.Skip(1)], offline: true), [.. authorities], stamp);
    }

    private static DateTime Written(string path) => File.GetLastWriteTimeUtc(path);

    private sealed record Files(SslStreamCertificateContext Own, IReadOnlyList<X509Certificate2> Authorities, (GatewayConfiguration, DateTime, DateTime, DateTime) Stamp);
}
