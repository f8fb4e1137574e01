using ActorEngine.Linux;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>Decompresses zstd while it is read; frames that follow each other count as one stream.</summary>
internal sealed class ZstandardStream(Stream inner, ZstandardDecoder decoder) : ReadOnlyStream
{
    private readonly byte[] input = new byte[128 * 1024];
    private int start, end;
    private bool pending;

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (start == end)
            {
                (start, end) = (0, inner.Read(input));
                // A decoder may still hold output when its input is used up.
                if (end == 0 && !pending) return 0;
            }

            bool inputEnded = end == 0;
            decoder.Decode(input.AsSpan(start, end - start), buffer, out int consumed, out int produced, out pending);
            start += consumed;
            if (produced > 0) return produced;
            if (inputEnded) throw new InvalidDataException("zstd: the data ends in the middle of a frame");
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) decoder.Dispose();
        base.Dispose(disposing);
    }
}
