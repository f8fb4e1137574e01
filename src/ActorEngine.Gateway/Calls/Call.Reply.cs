using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
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

    /// <summary>Answers with JSON that is written straight as UTF-8: for answers that are long or often asked for.</summary>
    public async Task WriteJsonAsync(Action<Utf8JsonWriter> write, int status = 200)
    {
        var bytes = Line(write);
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

    /// <summary>Sends one JSON line of a stream, written straight as UTF-8.</summary>
    public async Task LineAsync(Action<Utf8JsonWriter> write)
    {
        await Http.Response.Body.WriteAsync(Line(write), Aborted).ConfigureAwait(false);
        await Http.Response.Body.FlushAsync(Aborted).ConfigureAwait(false);
    }

    private static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true })) write(json);
        bytes.Write("\n"u8);
        return bytes.WrittenMemory;
    }
}
