using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Authorization;

/// <summary>A response's body that is kept until it may be sent. From a flush on, and for what is no document, it is a stream.</summary>
/// <param name="inner">Where it goes.</param>
/// <param name="isDocument">Whether what is written is a document, to be kept whole.</param>
/// <param name="beginStream">Asks whether the stream may begin; throws where it may not.</param>
internal sealed class HeldBody(Stream inner, Func<bool> isDocument, Func<Task> beginStream) : Stream
{
    /// <summary>Bytes of the longest document.</summary>
    private const int Longest = 64 << 20;

    private readonly MemoryStream kept = new();
    private bool released;

    /// <summary>What is kept.</summary>
    public byte[] Bytes => kept.ToArray();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Forgets what is kept.</summary>
    public void Clear() => kept.SetLength(0);

    /// <summary>Sends what is kept, and keeps nothing from now on.</summary>
    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        if (released) return;
        released = true;
        if (kept.TryGetBuffer(out var bytes) && bytes.Count > 0) await inner.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        Clear();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!released && !isDocument()) await StreamAsync(cancellationToken).ConfigureAwait(false);
        if (released)
        {
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (kept.Length + buffer.Length > Longest) throw new ApiException(500, $"the response has more than the {Longest} bytes that authorization plugins are shown");
        kept.Write(buffer.Span);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await StreamAsync(cancellationToken).ConfigureAwait(false);
        await inner.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Flush() => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task StreamAsync(CancellationToken cancellation)
    {
        if (released) return;
        await beginStream().ConfigureAwait(false);
        await ReleaseAsync(cancellation).ConfigureAwait(false);
    }
}
