using System.IO.Compression;
using System.IO.Pipelines;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Daemon;

/// <summary>An archive as it arrives: plain, or compressed with gzip, bzip2, xz or zstd, told by its first bytes.</summary>
internal static class CompressedArchive
{
    private const int Bound = 1 << 20;

    /// <summary>Hands on the archive without its compression; one of nothing where there is nothing at all.</summary>
    /// <exception cref="FaultException">The program that takes its compression off is not installed.</exception>
    public static async Task ReadAsync(Stream source, Func<Stream, Task> read, CancellationToken cancellation)
    {
        byte[] head = new byte[CompressionProgram.HeadLength];
        head = head[..await source.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false)];
        await using var whole = new BegunStream(head, source);
        if (CompressionProgram.Of(head) is { } program)
        {
            await ThroughAsync(program, whole, read, cancellation).ConfigureAwait(false);
            return;
        }

        await using var plain = head is [0x1f, 0x8b, ..] ? new GZipStream(whole, CompressionMode.Decompress) : (Stream)whole;
        await read(plain).ConfigureAwait(false);
    }

    // The program is fed by a thread that cannot wait for what comes asynchronously: a bounded pipe is between them.
    private static async Task ThroughAsync(string program, BegunStream source, Func<Stream, Task> read, CancellationToken cancellation)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: Bound, resumeWriterThreshold: Bound / 2, useSynchronizationContext: false));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var feeding = FeedAsync(source, pipe.Writer, over.Token);
        try
        {
            await using var plain = ProgramStream.Start(program, pipe.Reader.AsStream());
            try
            {
                await read(plain).ConfigureAwait(false);
            }
            finally
            {
                // The program may want more than was asked of it: nobody feeds it any longer.
                await over.CancelAsync().ConfigureAwait(false);
                await feeding.ConfigureAwait(false);
            }
        }
        catch (MissingProgramException missing)
        {
            await over.CancelAsync().ConfigureAwait(false);
            await feeding.ConfigureAwait(false);
            throw new FaultException(new Fault(FaultCode.NotSupported, missing.Message) { Field = "path" });
        }
    }

    private static async Task FeedAsync(BegunStream source, PipeWriter writer, CancellationToken over)
    {
        Exception? failure = null;
        try
        {
            await source.CopyToAsync(writer, over).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Every kind of failure belongs to the reader.
            failure = error;
        }

        await writer.CompleteAsync(failure).ConfigureAwait(false);
    }

    /// <summary>A stream whose first bytes were read already.</summary>
    private sealed class BegunStream(byte[] head, Stream rest) : AsynchronousStream
    {
        private int taken;

        public override bool CanRead => true;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (taken == head.Length) return await rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            int count = Math.Min(buffer.Length, head.Length - taken);
            head.AsMemory(taken, count).CopyTo(buffer);
            taken += count;
            return count;
        }
    }
}
