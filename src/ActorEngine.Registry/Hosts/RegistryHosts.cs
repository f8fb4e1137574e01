using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>
/// Connections to registries and to wherever they redirect. Each address has a pool of its own, with the authorities and the client
/// certificate of its own settings, so that none of these reaches another host. Safe for all threads.
/// </summary>
internal sealed class RegistryHosts(RegistrySettings settings) : IDisposable
{
    private const string HubDomain = ReferenceName.DefaultDomain, HubAddress = "registry-1.docker.io";

    private readonly ConcurrentDictionary<string, Lazy<HttpMessageInvoker>> pools = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Uri> known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Registries to ask for an image of <paramref name="domain"/>, in their order: its mirrors, then itself.</summary>
    public IReadOnlyList<string> ForPull(string domain) => [.. Settings(domain).Mirrors, domain];

    /// <summary>The address of a registry's interface, with the scheme it was found to speak.</summary>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    public async ValueTask<Uri> BaseAsync(string domain, CancellationToken cancellation)
    {
        if (known.TryGetValue(domain, out Uri? found)) return found;
        string authority = domain == HubDomain ? HubAddress : domain;
        var secure = new Uri($"https://{authority}/");
        if (IsInsecure(secure) && !await SpeaksTlsAsync(secure, cancellation).ConfigureAwait(false)) secure = new Uri($"http://{authority}/");
        return known.GetOrAdd(domain, secure);
    }

    /// <summary>The pool for an address.</summary>
    public HttpMessageInvoker For(Uri address) =>
        pools.GetOrAdd(address.Authority, authority => new Lazy<HttpMessageInvoker>(() => new HttpMessageInvoker(Handler(authority, address)))).Value;

    /// <summary>May plain HTTP be spoken with this host, and a certificate go unchecked?</summary>
    public bool IsInsecure(Uri address) => Settings(address.Authority) is var host && (host.Insecure || (IsLoopback(address) && host.Authorities is null));

    public void Dispose()
    {
        foreach (var pool in pools.Values)
            if (pool.IsValueCreated) pool.Value.Dispose();
    }

    private static bool IsLoopback(Uri address) => address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));

    private RegistryHostSettings Settings(string authority)
    {
        if (settings.Hosts.TryGetValue(authority, out var host)) return host;
        return authority == HubAddress && settings.Hosts.TryGetValue(HubDomain, out var hub) ? hub : new RegistryHostSettings();
    }

    private async Task<bool> SpeaksTlsAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "v2/"));
            using var response = await For(address).SendAsync(request, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.SecureConnectionError or HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse)
        {
            return false;
        }
    }

    private SocketsHttpHandler Handler(string authority, Uri address)
    {
        RegistryHostSettings host = Settings(authority);
        var handler = new SocketsHttpHandler
        {
            // Redirects are followed by hand, where the credentials are taken off.
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !IsLoopback(address),
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = settings.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 64,
            ActivityHeadersPropagator = null,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = IsInsecure(address) ? (_, _, _, _) => true : CertificateCheck.For(authority, host);
        if (host.Certificate is { } certificate) handler.SslOptions.ClientCertificates = [ReadCertificate(authority, certificate, host.Key ?? certificate)];
        return handler;
    }

    private static X509Certificate2 ReadCertificate(string authority, string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw RegistryException.Failed($"The certificate to show {authority} cannot be read: {error.Message}", error);
        }
    }
}
