using Microsoft.AspNetCore.Http;

namespace ActorEngine.Gateway.Calls;

/// <summary>Reads a request's body that is a document and no stream: bounded in size, and in how long its client is silent.</summary>
internal static class WholeBody
{
    /// <summary>Bytes of the longest that is read.</summary>
    public const int Longest = 8 * 1024 * 1024;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <exception cref="ApiException">413: it is too long; 408: its rest does not come.</exception>
    public static async Task<ArraySegment<byte>> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength > Longest) throw TooLong();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var bytes = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                patience.CancelAfter(Silence);
                int count = await http.Request.Body.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
                if (count == 0) return bytes.TryGetBuffer(out var whole) ? whole : default;
                bytes.Write(buffer, 0, count);
                if (bytes.Length > Longest) throw TooLong();
            }
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            throw new ApiException(408, $"the rest of the request did not come within {Silence.TotalSeconds:0} s");
        }
    }

    private static ApiException TooLong() => new(413, $"the request body is longer than {Longest} bytes");
}
