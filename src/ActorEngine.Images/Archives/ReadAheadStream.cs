using System.Buffers;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>Takes every block that passes; disposed by the thread that feeds it.</summary>
internal interface IBlockSink : IDisposable
{
    void Write(ReadOnlySpan<byte> block);
}

/// <summary>
/// A stage of a pipeline: a thread of its own reads the inner stream into at most <see cref="MaxBlocks"/> blocks and shows each
/// to a sink, while the consumer reads blocks that are ready. A full queue makes the thread wait.
/// </summary>
internal sealed class ReadAheadStream : ReadOnlyStream
{
    private const int BlockSize = 256 * 1024, MaxBlocks = 8;

    private readonly Stream inner;
    private readonly IDisposable? owned;
    private readonly IBlockSink? sink;
    private readonly long maxBytes;
    private readonly Queue<(byte[] Bytes, int Length)> ready = new();
    private readonly CancellationTokenRegistration cancelled;
    private (byte[]? Bytes, int Length) block;
    private int position;
    private bool ended, aborted;
    private Exception? failure;

    /// <param name="inner">Read by the new thread alone from now on.</param>
    /// <param name="maxBytes">A longer stream is refused as a bomb.</param>
    /// <param name="ownsInner">The thread disposes the inner stream when it ends.</param>
    public ReadAheadStream(Stream inner, IBlockSink? sink, long maxBytes, CancellationToken cancellation, bool ownsInner = false)
    {
        (this.inner, this.sink, this.maxBytes) = (inner, sink, maxBytes);
        owned = ownsInner ? inner : null;
        cancelled = cancellation.Register(Abort);
        new Thread(Pump) { IsBackground = true, Name = "image read-ahead" }.Start();
    }

    public override int Read(Span<byte> buffer)
    {
        if (position == block.Length && !NextBlock()) return 0;
        int count = Math.Min(buffer.Length, block.Length - position);
        block.Bytes.AsSpan(position, count).CopyTo(buffer);
        position += count;
        return count;
    }

    /// <summary>Reads what is left, so that the sink has seen everything.</summary>
    public void Drain()
    {
        while (NextBlock()) position = block.Length;
    }

    protected override void Dispose(bool disposing)
    {
        // The current block is left to the collector: a stage above may still be copying from it.
        cancelled.Dispose();
        Abort();
    }

    private bool NextBlock()
    {
        Recycle();
        lock (ready)
        {
            while (ready.Count == 0)
            {
                if (failure is not null) throw Rethrown(failure);
                if (aborted) throw new OperationCanceledException();
                if (ended) return false;
                Monitor.Wait(ready);
            }

            block = ready.Dequeue();
            Monitor.PulseAll(ready);
            return true;
        }
    }

    private void Recycle()
    {
        if (block.Bytes is not null) ArrayPool<byte>.Shared.Return(block.Bytes);
        (block, position) = (default, 0);
    }

    private void Abort()
    {
        lock (ready)
        {
            aborted = true;
            Monitor.PulseAll(ready);
        }
    }

    private void Pump()
    {
        Exception? thrown = null;
        try
        {
            using (owned)
            using (sink)
            {
                long total = 0;
                while (Fill() is { Length: > 0 } filled)
                {
                    sink?.Write(filled.Bytes.AsSpan(0, filled.Length));
                    total += filled.Length;
                    if (total > maxBytes) throw FaultException.BadArchive($"The archive holds more than {maxBytes} bytes once it is unpacked, which is refused as a bomb.");
                    if (!Offer(filled)) break;
                }
            }
        }
        catch (Exception e)
        {
            // Every kind of failure belongs to the consumer, who throws it on.
            thrown = e;
        }

        lock (ready)
        {
            failure = thrown;
            ended = true;
            Monitor.PulseAll(ready);
        }
    }

    private (byte[] Bytes, int Length) Fill()
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(BlockSize);
        int length = inner.ReadAtLeast(bytes.AsSpan(0, BlockSize), BlockSize, throwOnEndOfStream: false);
        if (length == 0) ArrayPool<byte>.Shared.Return(bytes);
        return (bytes, length);
    }

    private bool Offer((byte[] Bytes, int Length) filled)
    {
        lock (ready)
        {
            while (ready.Count >= MaxBlocks && !aborted) Monitor.Wait(ready);
            if (aborted) return false;
            ready.Enqueue(filled);
            Monitor.PulseAll(ready);
            return true;
        }
    }

    private static Exception Rethrown(Exception failure)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return failure;
    }
}
