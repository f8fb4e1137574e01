namespace ActorEngine.Contracts;

/// <summary>The raw bytes among a call's elements as a <see cref="Stream"/> to read from, at the pace of the reader.</summary>
public abstract class ElementStream(IAsyncEnumerator<StreamElement> elements) : AsynchronousStream
{
    private ReadOnlyMemory<byte> rest;
    private bool over;

    /// <inheritdoc />
    public override bool CanRead => true;

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
