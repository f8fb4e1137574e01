using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Streams;

/// <summary>A stream of the engine that is the answer's body.</summary>
internal static class Download
{
    /// <param name="begin">Looks at the first element before the head is sent.</param>
    /// <exception cref="ApiException">The engine refused.</exception>
    public static async Task RunAsync(Call call, EngineStream stream, Func<StreamElement, Task>? begin = null, string contentType = "application/x-tar")
    {
        bool begun = false;
        var output = call.Http.Response.BodyWriter;
        await foreach (var element in stream.ReadAsync(call.Aborted).ConfigureAwait(false))
        {
            if (!begun)
            {
                if (begin is not null) await begin(element).ConfigureAwait(false);
                if (element is StreamElement.End { Reply: Fault refused }) throw ApiException.Of(refused);
                begun = true;
                call.Http.Response.ContentType = contentType;
            }

            if (element is StreamElement.Data data) await output.WriteAsync(data.Bytes, call.Aborted).ConfigureAwait(false);
            else if (element is StreamElement.End { Reply: Fault fault }) throw ApiException.Of(fault);
        }
    }
}
