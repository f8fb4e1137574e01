using System.Net.Http.Headers;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>An archive that the engine fetches itself over http or https. Redirects are followed, never from https to http.</summary>
internal static class WebArchive
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Hands on what an address has, as it comes.</summary>
    public static async Task<IReply> ReadAsync(string url, Func<Stream, Task<IReply>> take, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return new Fault(FaultCode.InvalidArgument, $"{url} is no http address.") { Field = "source" };
        using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30), MaxAutomaticRedirections = 10 })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("actorengine", null) } },
        };
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stalled.CancelAfter(Patience);
        try
        {
            using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, stalled.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) return Wrong(url, $"the server answers {(int)response.StatusCode}");
            stalled.CancelAfter(Timeout.InfiniteTimeSpan);
            await using var content = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            return await take(content).ConfigureAwait(false);
        }
        catch (HttpRequestException failed)
        {
            return Wrong(url, failed.InnerException is { } inner ? $"{failed.Message.TrimEnd('.')}: {inner.Message}" : failed.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Wrong(url, $"the server has not answered for {Patience.TotalSeconds:0} seconds");
        }
    }

    private static Fault Wrong(string url, string why) => new(FaultCode.InvalidArgument, $"{url} cannot be fetched: {why}.") { Field = "source" };
}
