namespace ActorEngine.Oci;

/// <summary>A stream whose first bytes have been looked at already.</summary>
public sealed class PeekedStream : ReadOnlyStream
{
    private readonly Stream inner;
    private readonly byte[] head;
    private int position;

    /// <summary>Reads up to <paramref name="length"/> bytes of <paramref name="inner"/>, which stays its owner's to dispose.</summary>
    public PeekedStream(Stream inner, int length)
    {
        this.inner = inner;
        head = new byte[length];
        int count = inner.ReadAtLeast(head, length, throwOnEndOfStream: false);
        head = head[..count];
    }

    /// <summary>The first bytes; fewer than asked when the stream is shorter.</summary>
    public ReadOnlySpan<byte> Head => head;

    public override int Read(Span<byte> buffer)
    {
        if (position == head.Length) return inner.Read(buffer);
        int count = Math.Min(buffer.Length, head.Length - position);
        head.AsSpan(position, count).CopyTo(buffer);
        position += count;
        return count;
    }
}
