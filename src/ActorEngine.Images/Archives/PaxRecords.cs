using System.Globalization;
using System.Text;

namespace ActorEngine.Images;

/// <summary>Records of an extended header (POSIX pax(1), "pax Extended Header"): LENGTH KEYWORD=VALUE newline.</summary>
internal sealed class PaxRecords
{
    private const string AttributePrefix = "SCHILY.xattr.";
    private const int MostGlobal = 256;

    private readonly Dictionary<string, byte[]> values = [];

    /// <summary>Extended attributes, in the order of the header.</summary>
    public IEnumerable<KeyValuePair<string, byte[]>> Attributes => values
        .Where(record => record.Key.StartsWith(AttributePrefix, StringComparison.Ordinal))
        .Select(record => KeyValuePair.Create(record.Key[AttributePrefix.Length..], record.Value));

    /// <summary>Offsets and lengths of a sparse file's pieces, in the order of the header, where they come one record each (form 0.0).</summary>
    public List<long> SparseNumbers { get; } = [];

    /// <summary>A sparse file whose map is at the head of its data (form 1.0).</summary>
    public bool HasSparseData => Find("GNU.sparse.major") is { } major && major.AsSpan().SequenceEqual("1"u8);

    /// <summary>A value; null when it is absent. An empty one says "not this" and counts as absent.</summary>
    public byte[]? Find(string key) => values.TryGetValue(key, out byte[]? value) && value.Length > 0 ? value : null;

    public long? Number(string key) =>
        Find(key) is not { } text ? null
        : long.TryParse(Encoding.ASCII.GetString(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value
        : throw FaultException.BadArchive($"The archive's extended header has a {key} that is no number.");

    /// <summary>Seconds with a fraction, as nanoseconds since 1970.</summary>
    public long? Time(string key)
    {
        if (Find(key) is not { } text) return null;
        if (!decimal.TryParse(Encoding.ASCII.GetString(text), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds))
            throw FaultException.BadArchive($"The archive's extended header has a {key} that is no time.");
        return FromSeconds(seconds);
    }

    /// <summary>Nanoseconds, kept to what a 64-bit count of them can hold.</summary>
    public static long FromSeconds(decimal seconds) => (long)(Math.Clamp(seconds, -9_000_000_000m, 9_000_000_000m) * 1_000_000_000m);

    /// <summary>These records, with those of <paramref name="later"/> taking precedence.</summary>
    public PaxRecords With(PaxRecords? later)
    {
        if (later is null) return this;
        var merged = new PaxRecords();
        foreach ((string key, byte[] value) in values) merged.values[key] = value;
        foreach ((string key, byte[] value) in later.values) merged.values[key] = value;
        merged.SparseNumbers.AddRange(later.SparseNumbers);
        return merged;
    }

    /// <summary>These records and those of one more global header, which hold for every entry that follows: few, and small, or each entry would cost too much.</summary>
    /// <param name="mostBytes">Of all values together.</param>
    /// <exception cref="FaultException">They are more.</exception>
    public PaxRecords AsGlobal(PaxRecords later, int mostBytes)
    {
        PaxRecords merged = With(later);
        if (merged.values.Count > MostGlobal || merged.values.Sum(record => (long)record.Key.Length + record.Value.Length) > mostBytes)
            throw FaultException.BadArchive($"The archive's global extended headers hold more than {MostGlobal} records or {mostBytes} bytes, which is refused as a bomb.");
        return merged;
    }

    public static PaxRecords Parse(ReadOnlySpan<byte> header)
    {
        var records = new PaxRecords();
        while (header.Length > 0 && header[0] != 0)
        {
            int blank = header.IndexOf((byte)' ');
            if (blank is < 1 or > 9 || !int.TryParse(header[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out int length) ||
                length <= blank + 2 || length > header.Length || header[length - 1] != '\n')
                throw Malformed();
            ReadOnlySpan<byte> record = header[(blank + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals < 1) throw Malformed();
            string key = Encoding.UTF8.GetString(record[..equals]);
            records.values[key] = record[(equals + 1)..].ToArray();
            if (key is "GNU.sparse.offset" or "GNU.sparse.numbytes") records.SparseNumbers.Add(records.Number(key) ?? throw Malformed());
            header = header[length..];
        }

        return records;
    }

    private static FaultException Malformed() => FaultException.BadArchive("The archive has a malformed extended (PAX) header.");
}
