using System.Text;

namespace ActorEngine.Shim.Stdio;

/// <summary>Keeps the last bytes of a stream of text.</summary>
internal sealed class TailText(int limit)
{
    private byte[] kept = [];

    public bool Truncated { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        int total = kept.Length + bytes.Length;
        Truncated |= total > limit;
        byte[] joined = new byte[Math.Min(total, limit)];
        ReadOnlySpan<byte> fresh = bytes[Math.Max(0, bytes.Length - joined.Length)..];
        int old = joined.Length - fresh.Length;
        kept.AsSpan(kept.Length - old).CopyTo(joined);
        fresh.CopyTo(joined.AsSpan(old));
        kept = joined;
    }

    public override string ToString() => Encoding.UTF8.GetString(kept);
}
