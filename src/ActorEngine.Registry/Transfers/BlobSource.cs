using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>Layers for the image store, from the first of several registries that has them. A cut is taken up where it happened.</summary>
/// <param name="clients">In the order in which they are asked.</param>
internal sealed class BlobSource(IReadOnlyList<RepositoryClient> clients, RegistrySettings settings) : IBlobSource
{
    private const int Window = 4 << 20, Block = 128 << 10;

    public Stream Open(BlobDescriptor blob, CancellationToken cancellation)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: Window, resumeWriterThreshold: Window / 2, minimumSegmentSize: Block, useSynchronizationContext: false));
        _ = Task.Run(() => FillAsync(blob, pipe.Writer, cancellation), CancellationToken.None);
        return pipe.Reader.AsStream();
    }

    private async Task FillAsync(BlobDescriptor blob, PipeWriter writer, CancellationToken cancellation)
    {
        Exception? failure = null;
        try
        {
            long done = 0;
            for (int i = 0; i < clients.Count; i++)
            {
                try
                {
                    done = await new BlobDownload(clients[i], blob, writer, settings).RunAsync(done, cancellation).ConfigureAwait(false);
                    break;
                }
                catch (BlobDownload.CutException cut) when (i + 1 < clients.Count)
                {
                    // The next registry goes on where this one failed: the content is the same under the same digest.
                    done = cut.Done;
                }
            }
        }
        catch (BlobDownload.CutException cut)
        {
            failure = new BlobUnavailableException(RegistryException.Of(cut.InnerException!), cut.InnerException);
        }
        catch (Exception error)
        {
            // Whatever it is, the reader of the pipe must learn of it; it is the one who answers.
            failure = error is OperationCanceledException ? error : new BlobUnavailableException(RegistryException.Of(error), error);
        }

        await writer.CompleteAsync(failure).ConfigureAwait(false);
    }
}

/// <summary>One blob from one registry, with as many requests as it takes.</summary>
internal sealed class BlobDownload(RepositoryClient client, BlobDescriptor blob, PipeWriter writer, RegistrySettings settings)
{
    private const int Block = 128 << 10;

    /// <summary>Writes what lies behind <paramref name="done"/>.</summary>
    /// <returns>The bytes that have been written in all: the blob's size, or less where the reader wants no more.</returns>
    /// <exception cref="CutException">It cannot be had from this registry.</exception>
    public async Task<long> RunAsync(long done, CancellationToken cancellation)
    {
        int failures = 0;
        while (done < blob.Size)
        {
            long before = done;
            try
            {
                using HttpResponseMessage response = await client.SendAsync(HttpMethod.Get, client.PathOf($"blobs/{blob.Digest}"), cancellation, headers => AskFor(headers, before)).ConfigureAwait(false);
                await client.ExpectAsync(response, $"blob {client.Repository}@{blob.Digest}", cancellation).ConfigureAwait(false);
                long skip = Skip(response, done);
                using var idle = new IdleLimit(settings, cancellation);
                await using Stream body = await response.Content.ReadAsStreamAsync(idle.Token).ConfigureAwait(false);
                while (done < blob.Size)
                {
                    Memory<byte> memory = writer.GetMemory(Block);
                    int wanted = (int)Math.Min(memory.Length, blob.Size - done + skip);
                    int read = await body.ReadAsync(memory[..wanted], idle.Token).ConfigureAwait(false);
                    if (read == 0) throw new IOException($"the connection ended after {done} of {blob.Size} bytes");
                    idle.Restart();
                    int dropped = (int)Math.Min(skip, read);
                    skip -= dropped;
                    if (dropped > 0) memory[dropped..read].CopyTo(memory);
                    writer.Advance(read - dropped);
                    done += read - dropped;
                    // The reader's pace is no silence of the registry.
                    FlushResult flushed = await writer.FlushAsync(cancellation).ConfigureAwait(false);
                    if (flushed.IsCompleted) return done;
                    idle.Restart();
                }
            }
            catch (Exception error) when (error is IOException or HttpRequestException || IsAway(error, done) || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                failures = done > before ? 1 : failures + 1;
                string reason = error is OperationCanceledException ? $"nothing came for {settings.Silence.TotalSeconds:0} seconds" : RegistryErrors.Reason(error);
                if (RetryPolicy.Pause(settings.Retry, failures, null, null, settings.Random.NextDouble()) is not { } pause)
                    throw new CutException(done, RegistryException.Failed($"The blob {blob.Digest} could not be fetched from {client.Registry}: {reason}", error));
                await Task.Delay(pause, settings.Time, cancellation).ConfigureAwait(false);
            }
            catch (RegistryException error)
            {
                throw new CutException(done, error);
            }
        }

        return done;
    }

    // A registry that has sent a part and is not there now is being started again.
    private static bool IsAway(Exception error, long done) =>
        done > 0 && error is RegistryException { InnerException: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } };

    private static void AskFor(HttpRequestHeaders headers, long from)
    {
        if (from > 0) headers.Range = new RangeHeaderValue(from, null);
    }

    /// <summary>Bytes of the answer that are here already; a registry without ranges sends all of them again.</summary>
    private long Skip(HttpResponseMessage response, long done)
    {
        long skip = done;
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            if (response.Content.Headers.ContentRange is not { From: { } from } || from != done)
                throw RegistryException.Failed($"The registry {client.Registry} was asked for {blob.Digest} from byte {done} and answers with {response.Content.Headers.ContentRange}.");
            skip = 0;
        }

        if (response.Content.Headers.ContentLength is { } length && length != blob.Size - done + skip)
            throw RegistryException.Failed($"The blob {blob.Digest} has {length + done - skip} bytes at {client.Registry}, but its manifest says {blob.Size}.");
        return skip;
    }

    /// <summary>The registry failed after so many bytes of the blob had been written.</summary>
    public sealed class CutException(long done, RegistryException reason) : Exception(reason.Message, reason)
    {
        public long Done { get; } = done;
    }
}
