namespace ActorEngine.Builder;

/// <summary>A stream whose first bytes can be looked at before they are read.</summary>
internal sealed class HeadStream : ReadStream
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

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (at == head.Length) return inner.Read(buffer, offset, count);
        int part = Math.Min(count, head.Length - at);
        Array.Copy(head, at, buffer, offset, part);
        at += part;
        return part;
    }
}
