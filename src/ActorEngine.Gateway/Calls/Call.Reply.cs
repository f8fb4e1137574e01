using System.Text;
using ActorEngine.Shapes;
using Microsoft.AspNetCore.Http;

namespace ActorEngine.Gateway.Calls;

internal sealed partial class Call
{
    /// <summary>Answers with JSON: <see cref="Fields"/>, lists and plain values.</summary>
    public async Task WriteAsync(object? value, int status = 200)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(FieldsJson.Write(value) + "\n");
        Http.Response.StatusCode = status;
        Http.Response.ContentType = "application/json";
        Http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(Http.Request.Method)) await Http.Response.Body.WriteAsync(bytes, Aborted).ConfigureAwait(false);
    }

    /// <summary>Answers without a body.</summary>
    public Task DoneAsync(int status = 204)
    {
        Http.Response.StatusCode = status;
        if (status is not 204 and not 304) Http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    /// <summary>Sends the head at once: the body comes when there is something to say.</summary>
    public async Task BeginAsync(string contentType = "application/json", int status = 200)
    {
        Http.Response.StatusCode = status;
        Http.Response.ContentType = contentType;
        await Http.Response.StartAsync(Aborted).ConfigureAwait(false);
        await Http.Response.Body.FlushAsync(Aborted).ConfigureAwait(false);
    }

    /// <summary>Sends one JSON line of a stream.</summary>
    public async Task LineAsync(object? value)
    {
        await Http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(FieldsJson.Write(value) + "\n"), Aborted).ConfigureAwait(false);
        await Http.Response.Body.FlushAsync(Aborted).ConfigureAwait(false);
    }
}
