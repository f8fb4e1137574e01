using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Authorization;

/// <summary>One plugin that is asked about every request. One that is away, errs or is late has refused.</summary>
internal sealed class AuthorizationPlugin(string name, IReadOnlyList<string> directories, TimeSpan limit) : IDisposable
{
    private const int LongestAnswer = 4 << 20;
    private readonly Lock gate = new();
    private (PluginAddress Address, HttpClient Http)? known;
    private volatile bool activated;

    /// <exception cref="ApiException">403 where it refuses, 500 where it cannot be asked.</exception>
    public async Task AskAsync(string call, PluginQuestion question, CancellationToken cancellation)
    {
        var answer = await SendAsync(call, question, cancellation).ConfigureAwait(false);
        if (answer.Err is { Length: > 0 } error) throw Failed(error);
        if (!answer.Allow) throw new ApiException(403, $"authorization denied by plugin {name}: {answer.Msg}");
    }

    public void Dispose() => known?.Http.Dispose();

    private async Task<PluginAnswer> SendAsync(string call, PluginQuestion question, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        try
        {
            var http = Connect();
            if (!activated)
            {
                var itself = await PostAsync(http, "Plugin.Activate", "{}"u8.ToArray(), patience.Token).ConfigureAwait(false);
                if (itself.Implements?.Contains("authz") != true) throw Failed("it is no authorization plugin");
                activated = true;
            }

            return await PostAsync(http, call, JsonSerializer.SerializeToUtf8Bytes(question, PluginJson.Default.PluginQuestion), patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Failed($"it did not answer within {limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException or SocketException or CryptographicException or UnauthorizedAccessException)
        {
            // Another may answer there next time.
            activated = false;
            throw Failed(error.InnerException?.Message ?? error.Message);
        }
    }

    private static async Task<PluginAnswer> PostAsync(HttpClient http, string call, byte[] body, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, "/" + call) { Content = content };
        message.Headers.Accept.ParseAdd("application/vnd.docker.plugins.v1.1+json");
        using var response = await http.SendAsync(message, cancellation).ConfigureAwait(false);
        byte[] answer = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"it answers {call} with HTTP {(int)response.StatusCode}");
        return JsonSerializer.Deserialize(answer, PluginJson.Default.PluginAnswer) ?? throw new JsonException("it answers with nothing");
    }

    private HttpClient Connect()
    {
        var address = PluginAddress.Find(name, directories) ?? throw new IOException($"neither {name}.sock nor {name}.spec nor {name}.json is in {string.Join(" or ", directories)}");
        lock (gate)
        {
            if (known is { } found && found.Address == address) return found.Http;
            activated = false;
            var made = new HttpClient(Handler(address), disposeHandler: true) { BaseAddress = address.Uri, Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
            known = (address, made);
            return made;
        }
    }

    private static SocketsHttpHandler Handler(PluginAddress address)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (address.Socket is { } path) handler.ConnectCallback = (_, cancellation) => ConnectAsync(path, cancellation);
        else if (address.Tls is { } tls) handler.SslOptions = Options(tls);
        return handler;
    }

    private static SslClientAuthenticationOptions Options(PluginTls tls)
    {
        var options = new SslClientAuthenticationOptions();
        if (tls is { CertFile.Length: > 0, KeyFile.Length: > 0 }) options.ClientCertificates = [X509Certificate2.CreateFromPemFile(tls.CertFile, tls.KeyFile)];
        if (tls.InsecureSkipVerify) options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        else if (tls.AuthorityFile is { Length: > 0 } file)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        }

        return options;
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private ApiException Failed(string why) => new(500, $"plugin {name} failed with error: {why}");
}
