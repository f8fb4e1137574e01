using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>A call as a <see cref="Stream"/>: reading gives the bytes of its answer, writing sends to the engine, at the pace of the slower side.</summary>
internal sealed class CallStream(EngineCall call, IAsyncEnumerator<StreamElement> elements) : Stream
{
    private ReadOnlyMemory<byte> rest;
    private bool over;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="EngineFaultException">The engine ended the call with a fault.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (rest.IsEmpty && !over)
        {
            over = !await elements.MoveNextAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            if (over) break;
            if (elements.Current is StreamElement.Data data) rest = data.Bytes;
            else if (elements.Current is StreamElement.End { Reply: Fault fault }) throw new EngineFaultException(fault);
        }

        int count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => call.WriteAsync(buffer, 0, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        call.Cancel();
        await elements.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
