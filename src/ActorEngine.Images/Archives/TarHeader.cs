namespace ActorEngine.Images;

/// <summary>One 512-byte tar header block (POSIX pax(1) "ustar Interchange Format", and the GNU and old forms of it).</summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    public const int BlockSize = 512;

    private readonly ReadOnlySpan<byte> block = block;

    public ReadOnlySpan<byte> Name => Field(0, 100);

    public ReadOnlySpan<byte> LinkName => Field(157, 100);

    // Schilling's star keeps times in the last part of it.
    public ReadOnlySpan<byte> Prefix => IsPosix ? Field(345, block[508..].SequenceEqual("tar\0"u8) ? 131 : 155) : default;

    public byte Type => block[156];

    public long Mode => Number(100, 8);

    public long UserId => Number(108, 8);

    public long GroupId => Number(116, 8);

    public long Size => Number(124, 12);

    public long Modified => Number(136, 12);

    public long DeviceMajor => Number(329, 8);

    public long DeviceMinor => Number(337, 8);

    /// <summary>Bytes of a sparse file with its holes, in the old GNU format.</summary>
    public long SparseSize => Number(483, 12);

    /// <summary>More of the map follows in blocks of their own.</summary>
    public bool HasMoreSparse => block[482] != 0;

    /// <summary>Adds the pieces that this header names.</summary>
    public void AddSparse(List<long> numbers) => AddSparse(numbers, 386, 4);

    /// <summary>Adds the pieces of a block that follows a header, and answers whether one more follows.</summary>
    public bool AddSparseBlock(List<long> numbers)
    {
        AddSparse(numbers, 0, 21);
        return block[504] != 0;
    }

    /// <summary>Blocks of zeros end an archive.</summary>
    public bool IsZero => block.IndexOfAnyExcept((byte)0) < 0;

    /// <summary>Is the checksum right? Old programs summed signed bytes.</summary>
    public bool IsValid
    {
        get
        {
            long unsigned = 0, signed = 0;
            for (int i = 0; i < BlockSize; i++)
            {
                byte value = i is >= 148 and < 156 ? (byte)' ' : block[i];
                unsigned += value;
                signed += (sbyte)value;
            }

            long stored = Number(148, 8);
            return stored == unsigned || stored == signed;
        }
    }

    /// <summary>Does a stream that begins like this hold a tar? An empty one is zeros only.</summary>
    public static bool LooksLikeTar(ReadOnlySpan<byte> head) =>
        head.Length >= BlockSize && new TarHeader(head[..BlockSize]) is var header && (header.IsZero || header.IsValid);

    private void AddSparse(List<long> numbers, int offset, int count)
    {
        for (int i = 0; i < count; i++, offset += 24)
        {
            if (block[offset + 12] == 0) return;
            numbers.Add(Number(offset, 12));
            numbers.Add(Number(offset + 12, 12));
        }
    }

    private bool IsPosix => block[257..263].SequenceEqual("ustar\0"u8);

    private ReadOnlySpan<byte> Field(int offset, int length)
    {
        ReadOnlySpan<byte> field = block.Slice(offset, length);
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    // Octal text, or with the top bit set a big-endian binary number (GNU, star).
    private long Number(int offset, int length)
    {
        ReadOnlySpan<byte> field = block.Slice(offset, length);
        if ((field[0] & 0x80) != 0) return Binary(field);
        long value = 0;
        foreach (byte digit in field.Trim((ReadOnlySpan<byte>)[(byte)' ', 0]))
        {
            if (digit is < (byte)'0' or > (byte)'7') return digit is 0 or (byte)' ' ? value : -1;
            value = value * 8 + (digit - '0');
        }

        return value;
    }

    private static long Binary(ReadOnlySpan<byte> field)
    {
        bool negative = (field[0] & 0x40) != 0;
        long value = negative ? -1 : field[0] & 0x3f;
        if (negative) value = (value << 6) | (uint)(field[0] & 0x3f);
        foreach (byte part in field[1..])
        {
            if (value is > long.MaxValue >> 8 or < long.MinValue >> 8) return long.MinValue;
            value = (value << 8) | part;
        }

        return value;
    }
}
