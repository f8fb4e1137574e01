using System.Globalization;
using System.Text;

namespace ActorEngine.Images;

/// <summary>
/// Writes a tar archive forward: ustar headers, with an extended (PAX) header before those entries that do not fit one. The same
/// entries give the same bytes. Data follows its entry through <see cref="WriteData"/>, exactly <see cref="TarEntry.Size"/> bytes of it.
/// </summary>
internal sealed class TarWriter(Stream output)
{
    private const long MaxOctal11 = 0x1_ffff_ffff, MaxOctal7 = 0x1f_ffff;
    private const int NameLength = 100, PrefixLength = 155;
    private static readonly byte[] Zeros = new byte[2 * TarHeader.BlockSize];

    private long owed;
    private int padding;

    /// <summary>Begins an entry.</summary>
    public void Begin(TarEntry entry)
    {
        if (owed > 0) throw new InvalidOperationException("The entry before has not got all its data.");
        byte[] name = entry.Kind == TarEntryKind.Directory && entry.Name is not [.., (byte)'/'] ? [.. entry.Name, (byte)'/'] : entry.Name;
        byte[] records = Records(entry, name);
        if (records.Length > 0)
        {
            Header((byte)'x', ExtendedName(name), [], entry with { Size = records.Length, Mode = 0x1a4, UserId = 0, GroupId = 0, Modified = 0, DeviceMajor = 0, DeviceMinor = 0 });
            output.Write(records);
            output.Write(Zeros, 0, Padding(records.Length));
        }

        Header(Type(entry.Kind), name, entry.LinkName, entry);
        owed = entry.Size;
        padding = Padding(entry.Size);
    }

    /// <summary>Writes a piece of the entry's data.</summary>
    public void WriteData(ReadOnlySpan<byte> piece)
    {
        if (piece.Length > owed) throw new InvalidOperationException("More data than the entry announced.");
        output.Write(piece);
        owed -= piece.Length;
        if (owed > 0) return;
        output.Write(Zeros, 0, padding);
        padding = 0;
    }

    /// <summary>Fills up what is missing of the entry's data with zeros: the file became shorter while it was read.</summary>
    public void FillData()
    {
        while (owed > 0) WriteData(Zeros.AsSpan(0, (int)Math.Min(owed, Zeros.Length)));
    }

    /// <summary>Ends the archive.</summary>
    public void End() => output.Write(Zeros);

    private void Header(byte type, byte[] name, byte[] link, TarEntry entry)
    {
        Span<byte> block = stackalloc byte[TarHeader.BlockSize];
        block.Clear();
        (int prefix, int rest) = Split(name);
        name.AsSpan(rest, Math.Min(NameLength, name.Length - rest)).CopyTo(block);
        name.AsSpan(0, prefix).CopyTo(block[345..]);
        Octal(block[100..108], entry.Mode);
        Octal(block[108..116], Fits(entry.UserId, MaxOctal7));
        Octal(block[116..124], Fits(entry.GroupId, MaxOctal7));
        Octal(block[124..136], Fits(entry.Size, MaxOctal11));
        Octal(block[136..148], Fits(Seconds(entry.Modified), MaxOctal11));
        block[148..156].Fill((byte)' ');
        block[156] = type;
        link.AsSpan(0, Math.Min(NameLength, link.Length)).CopyTo(block[157..]);
        "ustar\000"u8.CopyTo(block[257..]);
        Octal(block[329..337], Fits(entry.DeviceMajor, MaxOctal7));
        Octal(block[337..345], Fits(entry.DeviceMinor, MaxOctal7));
        int sum = 0;
        foreach (byte value in block) sum += value;
        Octal(block[148..155], sum);
        output.Write(block);
    }

    // Where a long name can be split at a slash into a prefix of at most 155 and a name of at most 100 bytes.
    private static (int Prefix, int From) Split(byte[] name)
    {
        if (name.Length <= NameLength) return (0, 0);
        int from = name.Length - NameLength - 1;
        int slash = from > PrefixLength ? -1 : Array.IndexOf(name, (byte)'/', from, Math.Min(PrefixLength, name.Length - 2) - from + 1);
        return slash > 0 ? (slash, slash + 1) : (0, 0);
    }

    private static byte[] Records(TarEntry entry, byte[] name)
    {
        var records = new MemoryStream();
        if (name.Length > NameLength && Split(name).Prefix == 0) Record(records, "path", name);
        if (entry.LinkName.Length > NameLength) Record(records, "linkpath", entry.LinkName);
        Number(records, "uid", entry.UserId, MaxOctal7);
        Number(records, "gid", entry.GroupId, MaxOctal7);
        Number(records, "size", entry.Size, MaxOctal11);
        if (entry.Modified % 1_000_000_000 != 0 || Fits(Seconds(entry.Modified), MaxOctal11) != Seconds(entry.Modified)) Record(records, "mtime", Encoding.ASCII.GetBytes(Time(entry.Modified)));
        foreach ((string attribute, byte[] value) in entry.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
            Record(records, "SCHILY.xattr." + attribute, value);
        return records.ToArray();
    }

    private static void Number(MemoryStream records, string key, long value, long most)
    {
        if (value > most) Record(records, key, Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
    }

    // LENGTH KEY=VALUE newline, where the length counts its own digits.
    private static void Record(MemoryStream records, string key, ReadOnlySpan<byte> value)
    {
        int body = Encoding.UTF8.GetByteCount(key) + value.Length + 3;
        int length = body + Digits(body);
        if (body + Digits(length) != length) length = body + Digits(length);
        records.Write(Encoding.UTF8.GetBytes($"{length.ToString(CultureInfo.InvariantCulture)} {key}="));
        records.Write(value);
        records.WriteByte((byte)'\n');
    }

    private static int Digits(int value) => value.ToString(CultureInfo.InvariantCulture).Length;

    private static byte[] ExtendedName(byte[] name)
    {
        byte[] leaf = name.AsSpan().TrimEnd((byte)'/')[(name.AsSpan().TrimEnd((byte)'/').LastIndexOf((byte)'/') + 1)..].ToArray();
        return [.. "PaxHeaders.0/"u8, .. leaf.AsSpan(0, Math.Min(leaf.Length, NameLength - 13))];
    }

    private static long Seconds(long nanoseconds) => (nanoseconds - (((nanoseconds % 1_000_000_000) + 1_000_000_000) % 1_000_000_000)) / 1_000_000_000;

    private static string Time(long nanoseconds) => (nanoseconds / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture);

    private static long Fits(long value, long most) => value < 0 || value > most ? 0 : value;

    private static int Padding(long size) => (int)(-size & (TarHeader.BlockSize - 1));

    private static void Octal(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (int i = field.Length - 2; i >= 0; i--, value >>= 3) field[i] = (byte)('0' + (value & 7));
    }

    private static byte Type(TarEntryKind kind) => kind switch
    {
        TarEntryKind.File => (byte)'0',
        TarEntryKind.HardLink => (byte)'1',
        TarEntryKind.SymbolicLink => (byte)'2',
        TarEntryKind.CharacterDevice => (byte)'3',
        TarEntryKind.BlockDevice => (byte)'4',
        TarEntryKind.Directory => (byte)'5',
        _ => (byte)'6',
    };
}
