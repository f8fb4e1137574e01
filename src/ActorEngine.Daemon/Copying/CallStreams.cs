using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Sends what is written to the client of a call, in blocks, at its pace.</summary>
internal sealed class CallOutput(IEngineCall call) : OneWayStream
{
    private const int Block = 64 << 10;
    private readonly byte[] pending = new byte[Block];
    private int filled;

    public override bool CanWrite => true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(buffer.Length, Block - filled);
            buffer[..count].CopyTo(pending.AsMemory(filled));
            filled += count;
            buffer = buffer[count..];
            if (filled == Block) await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        int count = filled;
        filled = 0;
        if (count > 0) await call.WriteDataAsync(0, pending.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Reads what the client of a call sends until its half-close.</summary>
internal sealed class CallInput(IEngineCall call) : OneWayStream
{
    private IAsyncEnumerator<StreamElement>? elements;
    private ReadOnlyMemory<byte> rest;

    public override bool CanRead => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        elements ??= call.ReadAsync(call.Cancelled).GetAsyncEnumerator(CancellationToken.None);
        while (rest.IsEmpty)
        {
            if (!await elements.MoveNextAsync().ConfigureAwait(false)) return 0;
            if (elements.Current is StreamElement.Data data) rest = data.Bytes;
        }

        int count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}

/// <summary>What the two streams have in common: one direction, no position, asynchronous only.</summary>
internal abstract class OneWayStream : Stream
{
    public override bool CanRead => false;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
