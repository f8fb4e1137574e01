using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace ActorEngine.LogDrivers;

/// <summary>Sends lines to an OpenTelemetry collector, OTLP over HTTP with protobuf (OTLP specification 1.x): what may be tried again is, what is refused is counted.</summary>
internal sealed class OtlpSink(OtlpSettings settings, byte[] resource, TimeProvider time) : ILogSink
{
    /// <summary>Bytes of records in a request, about.</summary>
    private const int RequestSize = 512 * 1024;
    private const int AnswerSize = 64 * 1024;

    private readonly OtlpRequest request = new(resource);
    private HttpClient? client;

    public async ValueTask<int> WriteAsync(LineBatch batch, int from, CancellationToken cancellation)
    {
        int count = request.Fill(batch, from, RequestSize, (ulong)(time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
        try
        {
            client ??= Connect();
            using var message = new HttpRequestMessage(HttpMethod.Post, settings.Endpoint) { Content = Content() };
            foreach (var (name, value) in settings.Headers) message.Headers.TryAddWithoutValidation(name, value);
            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellation).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode) throw Refusal(answer, count);
            var (refused, why) = OtlpAnswer.Read(await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false));
            if (refused > 0) throw new SinkException($"{settings.Endpoint} refused {refused} of {count} records: {why}", count, (int)Math.Min(refused, count));
            return count;
        }
        catch (HttpRequestException failed)
        {
            throw new SinkException($"{settings.Endpoint}: {failed.InnerException?.Message ?? failed.Message}", cause: failed);
        }
        catch (OperationCanceledException failed) when (!cancellation.IsCancellationRequested)
        {
            throw new SinkException($"{settings.Endpoint}: no answer within {settings.Timeout.TotalSeconds} s", cause: failed);
        }
    }

    public ValueTask DisposeAsync()
    {
        client?.Dispose();
        return ValueTask.CompletedTask;
    }

    private HttpClient Connect() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectTimeout = settings.Timeout,
        SslOptions = settings.Tls.Read(settings.Endpoint.Host),
    })
    {
        Timeout = settings.Timeout,
        MaxResponseContentBufferSize = AnswerSize,
    };

    private ByteArrayContent Content()
    {
        byte[] body = request.ToArray();
        if (settings.Compress)
        {
            using var compressed = new MemoryStream();
            using (var deflating = new GZipStream(compressed, CompressionLevel.Fastest)) deflating.Write(body);
            body = compressed.ToArray();
        }

        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (settings.Compress) content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private SinkException Refusal(HttpResponseMessage answer, int count)
    {
        string what = $"{settings.Endpoint} answered {(int)answer.StatusCode} {answer.ReasonPhrase}";
        bool again = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        if (!again) return new SinkException(what, count, count);
        var wait = answer.Headers.RetryAfter;
        TimeSpan? pause = wait?.Delta ?? wait?.Date - time.GetUtcNow();
        return new SinkException(what, pause: pause is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerMinute)) : null);
    }
}
