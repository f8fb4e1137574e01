namespace ActorEngine.Contracts;

/// <summary>
/// The raw bytes of a call as a <see cref="Stream"/>: reading gives those of its answer, writing sends, both asynchronously and at the pace of the slower side.
/// </summary>
public abstract class ElementStream(IAsyncEnumerator<StreamElement> elements) : Stream
{
    private ReadOnlyMemory<byte> rest;
    private bool over;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The item that came before the first bytes, or null.</summary>
    public async Task<T?> FirstItemAsync<T>(CancellationToken cancellation = default) where T : class, IItem
    {
        while (rest.IsEmpty && !over)
            if (await NextAsync(cancellation).ConfigureAwait(false) is T item) return item;
        return null;
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (rest.IsEmpty && !over) await NextAsync(cancellationToken).ConfigureAwait(false);
        int count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override abstract ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default);

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>What a reader gets where the call ended with a fault.</summary>
    protected abstract Exception Refused(Fault fault);

    private async ValueTask<IItem?> NextAsync(CancellationToken cancellation)
    {
        if (!await elements.MoveNextAsync().AsTask().WaitAsync(cancellation).ConfigureAwait(false))
        {
            over = true;
            return null;
        }

        switch (elements.Current)
        {
            case StreamElement.Data data:
                rest = data.Bytes;
                return null;
            case StreamElement.Item item:
                return item.Value;
            case StreamElement.End end:
                over = true;
                return end.Reply is Fault fault ? throw Refused(fault) : null;
            default:
                return null;
        }
    }
}
