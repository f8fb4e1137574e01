using System.Buffers;
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
        var bytes = Line(json => FieldsJson.Write(json, value));
        Http.Response.StatusCode = status;
        Http.Response.ContentType = "application/json";
        Http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(Http.Request.Method)) await Http.Response.Body.WriteAsync(bytes, Aborted).ConfigureAwait(false);
    }

    /// <summary>Answers with JSON that is written straight into the response's buffers, in chunks: for answers that are long.</summary>
    public async Task WriteJsonAsync(Action<Utf8JsonWriter> write)
    {
        Http.Response.ContentType = "application/json";
        if (HttpMethods.IsHead(Http.Request.Method)) return;
        var output = Http.Response.BodyWriter;
        Write(output, write);
        await output.FlushAsync(Aborted).ConfigureAwait(false);
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
        await Http.Response.Body.WriteAsync(Line(json => FieldsJson.Write(json, value)), Aborted).ConfigureAwait(false);
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
        var bytes = new ArrayBufferWriter<byte>(1024);
        Write(bytes, write);
        return bytes.WrittenMemory;
    }

    private static void Write(IBufferWriter<byte> output, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(output, Json)) write(json);
        output.Write("\n"u8);
    }

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
