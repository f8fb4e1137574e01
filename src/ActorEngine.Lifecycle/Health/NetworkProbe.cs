using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Lifecycle;

/// <summary>Probes over the network: asked at the loopback addresses of a namespace, through sockets that are opened in it.</summary>
internal static class NetworkProbe
{
    private static readonly IPAddress[] Loopback = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <param name="open">Makes a socket in the container's network.</param>
    public static async Task<ProbeOutcome> RunAsync(HealthProbe probe, Func<AddressFamily, Task<Socket>> open, CancellationToken cancellation)
    {
        try
        {
            if (probe is HealthProbe.Http http) return await GetAsync(http, open, cancellation).ConfigureAwait(false);
            using Socket socket = await ConnectAsync(((HealthProbe.Tcp)probe).Port, open, cancellation).ConfigureAwait(false);
            return new ProbeOutcome(0, "");
        }
        catch (Exception failed) when (failed is SocketException or HttpRequestException or IOException)
        {
            return new ProbeOutcome(1, (failed.InnerException ?? failed).Message);
        }
    }

    private static async Task<ProbeOutcome> GetAsync(HealthProbe.Http probe, Func<AddressFamily, Task<Socket>> open, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = async (_, token) => new NetworkStream(await ConnectAsync(probe.Port, open, token).ConfigureAwait(false), ownsSocket: true),
        };
        using var client = new HttpClient(handler);
        client.Timeout = Timeout.InfiniteTimeSpan;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://localhost:{probe.Port}{probe.Path}"));
        request.Headers.TryAddWithoutValidation("User-Agent", "actorengine-health");
        request.Headers.ConnectionClose = true;
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        int code = (int)response.StatusCode;
        var output = new ProbeOutput();
        output.Add(Encoding.UTF8.GetBytes($"HTTP {code} {response.ReasonPhrase}\n"));
        Stream body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            byte[] buffer = new byte[ProbeOutput.Limit + 1];
            int count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            output.Add(buffer.AsSpan(0, count));
        }

        return new ProbeOutcome(code is >= 200 and < 400 ? 0 : 1, output.ToString());
    }

    // The one that is not the last may be without a listener, or without addresses at all.
    private static async Task<Socket> ConnectAsync(int port, Func<AddressFamily, Task<Socket>> open, CancellationToken cancellation)
    {
        SocketException? first = null;
        foreach (IPAddress address in Loopback)
        {
            Socket? socket = null;
            try
            {
                socket = await open(address.AddressFamily).ConfigureAwait(false);
                await socket.ConnectAsync(address, port, cancellation).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException refused)
            {
                socket?.Dispose();
                first ??= refused;
            }
            catch
            {
                socket?.Dispose();
                throw;
            }
        }

        throw new IOException($"connect to port {port}: {first!.Message}", null);
    }
}
