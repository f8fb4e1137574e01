using System.Globalization;
using System.Text;

namespace ActorEngine.Images;

/// <summary>A piece of a sparse file that the archive holds.</summary>
internal readonly record struct SparsePiece(long Offset, long Length);

/// <summary>
/// Where the data of a GNU sparse file belongs (GNU tar manual, "Storing Sparse Files"): the old format in the header, and the PAX forms 0.0, 0.1 and 1.0.
/// </summary>
/// <param name="Size">Bytes of the file with its holes.</param>
/// <param name="Pieces">In ascending order.</param>
internal sealed record SparseMap(long Size, IReadOnlyList<SparsePiece> Pieces)
{
    /// <summary>Bytes that the archive holds.</summary>
    public long Stored => Pieces.Sum(piece => piece.Length);

    /// <summary>The map in the records of forms 0.0 and 0.1; null where there is none.</summary>
    public static SparseMap? Of(PaxRecords pax)
    {
        if (pax.Number("GNU.sparse.size") is not { } size) return null;
        IReadOnlyList<long> numbers = pax.Find("GNU.sparse.map") is { } map ? Numbers(Encoding.ASCII.GetString(map).Split(',')) : pax.SparseNumbers;
        return Checked(size, numbers);
    }

    /// <summary>The map at the head of the data (form 1.0): a count, then offset and length of each piece, a line each. Null where more is needed.</summary>
    public static SparseMap? OfData(ReadOnlySpan<byte> head, long size)
    {
        List<long> numbers = [];
        long wanted = 1;
        while (numbers.Count < wanted)
        {
            int end = head.IndexOf((byte)'\n');
            if (end < 0) return null;
            if (end == 0 || !long.TryParse(head[..end], NumberStyles.None, CultureInfo.InvariantCulture, out long number)) throw Wrong();
            numbers.Add(number);
            if (numbers.Count == 1) wanted = number is >= 0 and < 1 << 24 ? 1 + 2 * number : throw Wrong();
            head = head[(end + 1)..];
        }

        return Checked(size, numbers.GetRange(1, numbers.Count - 1));
    }

    /// <summary>Pairs of offset and length, checked: in order, inside the file. An empty piece at the end tells the size again.</summary>
    public static SparseMap Checked(long size, IReadOnlyList<long> numbers)
    {
        if (size < 0 || numbers.Count % 2 != 0) throw Wrong();
        List<SparsePiece> pieces = [];
        long end = 0;
        for (int i = 0; i < numbers.Count; i += 2)
        {
            (long offset, long length) = (numbers[i], numbers[i + 1]);
            if (offset < end || length < 0 || offset > size || length > size - offset) throw Wrong();
            end = offset + length;
            if (length > 0) pieces.Add(new SparsePiece(offset, length));
        }

        return new SparseMap(size, pieces);
    }

    private static long[] Numbers(string[] texts) =>
        [.. texts.Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : throw Wrong())];

    public static FaultException Wrong() => FaultException.BadArchive("The archive has a sparse file whose map of pieces is malformed.");
}
