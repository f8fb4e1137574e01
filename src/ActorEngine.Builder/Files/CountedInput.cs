using ActorEngine.Oci;

namespace ActorEngine.Builder;

/// <summary>Counts what is read of another stream.</summary>
internal sealed class CountedInput(Stream source) : ReadOnlyStream
{
    /// <summary>Bytes so far.</summary>
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int count = source.Read(buffer);
        Count += count;
        return count;
    }
}
