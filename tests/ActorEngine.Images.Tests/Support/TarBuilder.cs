using System.Text;

namespace ActorEngine.Images.Tests;

/// <summary>Writes tar archives byte by byte, lawful and hostile ones.</summary>
internal sealed class TarBuilder
{
    private readonly MemoryStream archive = new();

    public TarBuilder File(string name, string content = "", uint mode = 0x1a4, int user = 0, int group = 0, long modified = 1_000_000_000) =>
        Entry('0', name, Encoding.UTF8.GetBytes(content), mode: mode, user: user, group: group, modified: modified);

    public TarBuilder Directory(string name, uint mode = 0x1ed, int user = 0, int group = 0, long modified = 1_000_000_000) =>
        Entry('5', name, [], mode: mode, user: user, group: group, modified: modified);

    public TarBuilder SymbolicLink(string name, string target) => Entry('2', name, [], link: target, mode: 0x1ff);

    public TarBuilder HardLink(string name, string target) => Entry('1', name, [], link: target);

    public TarBuilder Device(char type, string name, uint major, uint minor) => Entry(type, name, [], major: major, minor: minor);

    /// <summary>An extended header for the next entry ('x') or all that follow ('g').</summary>
    public TarBuilder Pax(char type, params (string Key, string Value)[] records) =>
        Entry(type, "pax", [.. records.SelectMany(record => PaxRecord(record.Key, Encoding.UTF8.GetBytes(record.Value)))]);

    public TarBuilder PaxBytes(string key, byte[] value) => Entry('x', "pax", PaxRecord(key, value));

    /// <summary>GNU's long name ('L') or long link ('K') for the next entry.</summary>
    public TarBuilder GnuLong(char type, string text) => Entry(type, "././@LongLink", [.. Encoding.UTF8.GetBytes(text), 0]);

    public TarBuilder Entry(
        char type, string name, byte[] data, string link = "", uint mode = 0x1a4, int user = 0, int group = 0,
        long modified = 1_000_000_000, uint major = 0, uint minor = 0, long? size = null, byte[]? rawName = null)
    {
        byte[] header = new byte[512];
        (rawName ?? Encoding.UTF8.GetBytes(name)).AsSpan().CopyTo(header);
        Encoding.UTF8.GetBytes(link).CopyTo(header, 157);
        Octal(header, 100, 8, mode);
        Octal(header, 108, 8, user);
        Octal(header, 116, 8, group);
        Octal(header, 124, 12, size ?? data.Length);
        Octal(header, 136, 12, modified);
        Octal(header, 329, 8, major);
        Octal(header, 337, 8, minor);
        header[156] = (byte)type;
        "ustar\000"u8.CopyTo(header.AsSpan(257));
        return Raw(Checksummed(header)).Raw(data).Raw(new byte[-data.Length & 511]);
    }

    public TarBuilder Raw(byte[] bytes)
    {
        archive.Write(bytes);
        return this;
    }

    public byte[] Build() => [.. archive.ToArray(), .. new byte[1024]];

    public byte[] BuildWithoutEnd() => archive.ToArray();

    public static byte[] Checksummed(byte[] header)
    {
        "        "u8.CopyTo(header.AsSpan(148));
        int sum = header.Sum(value => value);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        return header;
    }

    public static byte[] PaxRecord(string key, byte[] value)
    {
        int length = key.Length + value.Length + 3;
        int total = length + length.ToString().Length;
        if (total.ToString().Length != length.ToString().Length) total = length + total.ToString().Length;
        return [.. Encoding.UTF8.GetBytes($"{total} {key}="), .. value, (byte)'\n'];
    }

    private static void Octal(byte[] header, int offset, int length, long value) =>
        Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(length - 1, '0')).CopyTo(header, offset);
}
