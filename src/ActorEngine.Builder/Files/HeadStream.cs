namespace ActorEngine.Builder;

/// <summary>A stream whose first bytes can be looked at before they are read.</summary>
internal sealed class HeadStream : Stream
{
    private readonly Stream inner;
    private readonly byte[] head;
    private int at;

    public HeadStream(Stream inner, int length)
    {
        this.inner = inner;
        byte[] buffer = new byte[length];
        head = buffer[..inner.ReadAtLeast(buffer, length, throwOnEndOfStream: false)];
    }

    public ReadOnlySpan<byte> Head => head;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (at == head.Length) return inner.Read(buffer, offset, count);
        int part = Math.Min(count, head.Length - at);
        Array.Copy(head, at, buffer, offset, part);
        at += part;
        return part;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
