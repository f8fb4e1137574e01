using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Copying;

/// <summary>A request's raw frames as a stream of bytes, to read from or to write to.</summary>
internal sealed class EngineByteStream(EngineStream stream) : Stream
{
    private readonly IAsyncEnumerator<StreamElement> elements = stream.ReadAsync().GetAsyncEnumerator();
    private ReadOnlyMemory<byte> rest;
    private bool ended;

    /// <summary>The item that came before the first bytes, or null.</summary>
    public async Task<T?> FirstItemAsync<T>() where T : class, IItem
    {
        while (rest.IsEmpty && !ended)
        {
            if (await NextAsync() is T item) return item;
        }

        return null;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (rest.IsEmpty && !ended) await NextAsync();
        int count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        stream.WriteAsync(buffer, 0, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write it asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task<IItem?> NextAsync()
    {
        if (!await elements.MoveNextAsync())
        {
            ended = true;
            return null;
        }

        switch (elements.Current)
        {
            case StreamElement.Data data:
                rest = data.Bytes;
                return null;
            case StreamElement.End { Reply: Fault fault }:
                throw new FaultException(fault);
            case StreamElement.End:
                ended = true;
                return null;
            case StreamElement.Item item:
                return item.Value;
            default:
                return null;
        }
    }
}
