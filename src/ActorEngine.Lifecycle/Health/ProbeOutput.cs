using System.Text;

namespace ActorEngine.Lifecycle;

/// <summary>The first bytes of what a probe wrote; what comes after them is dropped, and that is said.</summary>
internal sealed class ProbeOutput
{
    /// <summary>Bytes that are kept, as in Docker.</summary>
    public const int Limit = 4096;

    private readonly byte[] kept = new byte[Limit];
    private int count;
    private bool cut;

    public void Add(ReadOnlySpan<byte> data)
    {
        lock (kept)
        {
            int taken = Math.Min(data.Length, Limit - count);
            data[..taken].CopyTo(kept.AsSpan(count));
            count += taken;
            cut |= taken < data.Length;
        }
    }

    public override string ToString()
    {
        lock (kept)
        {
            return Encoding.UTF8.GetString(kept, 0, count) + (cut ? "..." : "");
        }
    }
}
