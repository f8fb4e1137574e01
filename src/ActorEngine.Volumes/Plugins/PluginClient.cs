using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Volumes;

/// <summary>Talks with one plugin: HTTP over its Unix socket, one bounded question at a time.</summary>
internal sealed class PluginClient : IDisposable
{
    private const string Driver = "VolumeDriver";

    /// <summary>Bytes of the longest answer that is read.</summary>
    private const int LongestAnswer = 4 << 20;

    private readonly string name, socket;
    private readonly TimeSpan limit;
    private readonly TimeProvider time;
    private readonly HttpClient http;

    public PluginClient(string name, string socket, TimeSpan limit, TimeProvider time)
    {
        (this.name, this.socket, this.limit, this.time) = (name, socket, limit, time);
        var handler = new SocketsHttpHandler { ConnectCallback = ConnectAsync, UseProxy = false, AllowAutoRedirect = false };
        http = new HttpClient(handler, disposeHandler: true) { BaseAddress = new Uri("http://plugin/"), Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
    }

    public async Task<bool> IsVolumeDriverAsync() => (await AskAsync("Plugin.Activate", new PluginRequest()).ConfigureAwait(false)).Implements?.Contains(Driver) == true;

    public async Task ActivateAsync()
    {
        if (!await IsVolumeDriverAsync().ConfigureAwait(false)) throw new VolumeException(new Fault(FaultCode.InvalidArgument, $"The plugin {name} is no volume driver.") { Field = "driver" });
    }

    public Task CreateAsync(VolumeName volume, IReadOnlyDictionary<string, string> options) => CallAsync("Create", new PluginRequest { Name = volume.Value, Opts = options });

    public Task RemoveAsync(VolumeName volume) => CallAsync("Remove", new PluginRequest { Name = volume.Value });

    public async Task<string> MountAsync(VolumeName volume, string key) => (await CallAsync("Mount", new PluginRequest { Name = volume.Value, ID = key }).ConfigureAwait(false)).Mountpoint ?? "";

    public Task UnmountAsync(VolumeName volume, string key) => CallAsync("Unmount", new PluginRequest { Name = volume.Value, ID = key });

    public async Task<string> PathAsync(VolumeName volume) => (await CallAsync("Path", new PluginRequest { Name = volume.Value }).ConfigureAwait(false)).Mountpoint ?? "";

    /// <summary>local or global; a plugin without the call is local.</summary>
    public async Task<string> ScopeAsync()
    {
        try
        {
            return (await CallAsync("Capabilities", new PluginRequest()).ConfigureAwait(false)).Capabilities?.Scope?.ToLowerInvariant() == "global" ? "global" : VolumeRecord.Local;
        }
        catch (VolumeException refused) when (refused.Fault.Code != FaultCode.Timeout)
        {
            return VolumeRecord.Local;
        }
    }

    /// <summary>Null where the plugin says that it has no such volume.</summary>
    public async Task<PluginVolume?> GetAsync(VolumeName volume)
    {
        try
        {
            return (await CallAsync("Get", new PluginRequest { Name = volume.Value }).ConfigureAwait(false)).Volume is { } found ? Of(found) : null;
        }
        catch (VolumeException refused) when (refused.Fault.Code is not (FaultCode.Timeout or FaultCode.Unavailable))
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<PluginVolume>> ListAsync() =>
        [.. ((await CallAsync("List", new PluginRequest()).ConfigureAwait(false)).Volumes ?? []).Where(volume => volume.Name is { Length: > 0 }).Select(Of)];

    public void Dispose() => http.Dispose();

    private Task<PluginReply> CallAsync(string call, PluginRequest request) => AskAsync($"{Driver}.{call}", request);

    private async Task<PluginReply> AskAsync(string call, PluginRequest request)
    {
        using var patience = new CancellationTokenSource(limit, time);
        try
        {
            using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, PluginJson.Default.PluginRequest));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var message = new HttpRequestMessage(HttpMethod.Post, "/" + call) { Content = content };
            message.Headers.Accept.ParseAdd("application/vnd.docker.plugins.v1.1+json");
            using HttpResponseMessage response = await http.SendAsync(message, patience.Token).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false);
            PluginReply reply = body.Length == 0 ? new PluginReply() : JsonSerializer.Deserialize(body, PluginJson.Default.PluginReply) ?? new PluginReply();
            if (reply.Err is { Length: > 0 } error) throw new VolumeException(new Fault(FaultCode.InvalidArgument, $"The volume plugin {name} refuses {call}: {error}"));
            return response.IsSuccessStatusCode ? reply : throw new VolumeException(new Fault(FaultCode.InvalidArgument, $"The volume plugin {name} answers {call} with HTTP {(int)response.StatusCode}."));
        }
        catch (OperationCanceledException)
        {
            throw new VolumeException(new Fault(FaultCode.Timeout, $"The volume plugin {name} did not answer {call} within {limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s; nobody else waits for it. Restart it, or ask again."));
        }
        catch (HttpRequestException broken)
        {
            throw new VolumeException(new Fault(FaultCode.Unavailable, $"The volume plugin {name} cannot be reached at {socket}: {(broken.InnerException ?? broken).Message}"));
        }
        catch (JsonException wrong)
        {
            throw new VolumeException(new Fault(FaultCode.Unavailable, $"The volume plugin {name} answers {call} with what is no JSON of the protocol: {wrong.Message}"));
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation).ConfigureAwait(false);
            return new NetworkStream(connection, ownsSocket: true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static PluginVolume Of(PluginVolumeReply reply) => new(reply.Name ?? "", reply.Mountpoint ?? "")
    {
        Status = (reply.Status ?? new Dictionary<string, JsonElement>()).ToDictionary(entry => entry.Key, entry => entry.Value.ToString()),
        CreatedAt = DateTimeOffset.TryParse(reply.CreatedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset made) ? made : null,
    };
}
