using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>
/// Reads a tar archive forward: ustar, old (v7), GNU long names and base-256 numbers, PAX headers, global ones too. Data is handed
/// out in place, without a copy. Malformed archives end in a <see cref="FaultException"/>.
/// </summary>
internal sealed class TarReader(Stream archive, ArchiveLimits limits)
{
    private readonly byte[] buffer = new byte[256 * 1024];
    private int start, end;
    private long remaining, padding;
    private long entries;
    private PaxRecords global = new();

    /// <summary>The next entry, or null at the end. What was not read of the one before is skipped.</summary>
    public TarEntry? Next()
    {
        PaxRecords? local = null;
        byte[]? longName = null, longLink = null;
        while (true)
        {
            SkipData();
            if (!Fill(TarHeader.BlockSize)) return local is null && longName is null ? null : throw Truncated();
            var header = new TarHeader(buffer.AsSpan(start, TarHeader.BlockSize));
            if (header.IsZero) return local is null && longName is null ? null : throw Truncated();
            if (!header.IsValid) throw FaultException.BadArchive(entries == 0 ? "This is not a tar archive (plain, gzip, bzip2, xz or zstd)." : "The tar archive is damaged: a header has a wrong checksum.");
            if (++entries > limits.MaxEntries) throw FaultException.BadArchive($"The archive has more than {limits.MaxEntries} entries, which is refused as a bomb.");
            start += TarHeader.BlockSize;
            switch (header.Type)
            {
                case (byte)'x' or (byte)'X': local = PaxRecords.Parse(Take(header.Size)).With(null); break;
                case (byte)'g': global = global.AsGlobal(PaxRecords.Parse(Take(header.Size)), limits.MaxHeaderBytes); break;
                case (byte)'L': longName = Text(Take(header.Size)); break;
                case (byte)'K': longLink = Text(Take(header.Size)); break;
                case (byte)'V': Begin(header.Size); break;
                default:
                    PaxRecords pax = global.With(local);
                    TarEntry entry = TarEntryFactory.Create(header, pax, longName, longLink);
                    if (header.Type == 'S') entry = entry with { Sparse = OldSparse(header) };
                    Begin(entry.Size);
                    if (pax.HasSparseData && entry.Kind == TarEntryKind.File) entry = NewSparse(entry, pax);
                    return entry.Sparse is { } map && map.Stored != entry.Size ? throw SparseMap.Wrong() : entry;
            }
        }
    }

    /// <summary>The next piece of the current entry's data, valid until the next call; empty at its end.</summary>
    public ReadOnlySpan<byte> ReadData(int most = int.MaxValue)
    {
        if (remaining == 0) return default;
        if (start == end && !Fill(1)) throw Truncated();
        int count = (int)Math.Min(Math.Min(remaining, most), end - start);
        ReadOnlySpan<byte> piece = buffer.AsSpan(start, count);
        start += count;
        remaining -= count;
        return piece;
    }

    /// <summary>The current entry's data as a stream.</summary>
    public Stream OpenData() => new DataStream(this);

    // The header names the first pieces, blocks behind it the others.
    private SparseMap OldSparse(TarHeader header)
    {
        List<long> numbers = [];
        long size = header.SparseSize;
        header.AddSparse(numbers);
        for (bool more = header.HasMoreSparse; more;)
        {
            if (numbers.Count > limits.MaxHeaderBytes / 8) throw SparseMap.Wrong();
            // The header's own block is of no use any more: this may move what is buffered.
            if (!Fill(TarHeader.BlockSize)) throw Truncated();
            more = new TarHeader(buffer.AsSpan(start, TarHeader.BlockSize)).AddSparseBlock(numbers);
            start += TarHeader.BlockSize;
        }

        return SparseMap.Checked(size, numbers);
    }

    // The map is the first data, filled up to whole blocks; the pieces follow.
    private TarEntry NewSparse(TarEntry entry, PaxRecords pax)
    {
        long size = pax.Number("GNU.sparse.realsize") ?? throw SparseMap.Wrong();
        var head = new MemoryStream();
        while (true)
        {
            if (head.Length > limits.MaxHeaderBytes) throw SparseMap.Wrong();
            for (int left = TarHeader.BlockSize; left > 0;)
            {
                ReadOnlySpan<byte> piece = ReadData(left);
                if (piece.IsEmpty) throw SparseMap.Wrong();
                head.Write(piece);
                left -= piece.Length;
            }

            if (SparseMap.OfData(head.GetBuffer().AsSpan(0, (int)head.Length), size) is { } map) return entry with { Sparse = map, Size = entry.Size - head.Length };
        }
    }

    private void Begin(long size)
    {
        if (size < 0) throw FaultException.BadArchive("The tar archive is damaged: an entry has a negative size.");
        remaining = size;
        padding = -size & (TarHeader.BlockSize - 1);
    }

    private byte[] Take(long size)
    {
        if (size < 0 || size > limits.MaxHeaderBytes)
            throw FaultException.BadArchive($"The archive has an extended header or name of {size} bytes; at most {limits.MaxHeaderBytes} are taken.");
        Begin(size);
        byte[] content = new byte[size];
        for (int at = 0; at < size;)
        {
            ReadOnlySpan<byte> piece = ReadData();
            piece.CopyTo(content.AsSpan(at));
            at += piece.Length;
        }

        return content;
    }

    private static byte[] Text(byte[] field)
    {
        int zero = Array.IndexOf(field, (byte)0);
        return zero < 0 ? field : field[..zero];
    }

    private void SkipData()
    {
        while (remaining > 0) ReadData();
        // What only fills the last block up may be missing at the end: umoci's insert leaves it out, and other readers let that pass.
        while (padding > 0 && (start < end || Fill(1)))
        {
            int count = (int)Math.Min(padding, end - start);
            start += count;
            padding -= count;
        }

        padding = 0;
    }

    // Makes at least this many bytes ready; false when the archive ends before the first of them.
    private bool Fill(int least)
    {
        if (end - start >= least) return true;
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        while (end < least)
        {
            int count = archive.Read(buffer.AsSpan(end));
            if (count == 0) return end == 0 ? false : throw Truncated();
            end += count;
        }

        return true;
    }

    private static FaultException Truncated() => FaultException.BadArchive("The tar archive is cut off: it ends in the middle of an entry.");

    private sealed class DataStream(TarReader tar) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer)
        {
            ReadOnlySpan<byte> piece = tar.ReadData(buffer.Length);
            piece.CopyTo(buffer);
            return piece.Length;
        }
    }
}
