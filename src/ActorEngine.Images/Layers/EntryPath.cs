using System.Text;

namespace ActorEngine.Images;

/// <summary>
/// An archive name made safe: relative, no empty, <c>.</c> or <c>..</c> parts. Both parts end with a zero byte, as the kernel
/// takes them.
/// </summary>
/// <param name="Parent">The directory; <c>.</c> for the root.</param>
/// <param name="Leaf">The last part; <c>.</c> when the name is the root itself.</param>
internal readonly record struct EntryPath(byte[] Parent, byte[] Leaf)
{
    private static readonly byte[] Here = ".\0"u8.ToArray();

    public bool IsRoot => Leaf.AsSpan().SequenceEqual(Here) && Parent.AsSpan().SequenceEqual(Here);

    /// <summary>Parent and leaf together, ending with a zero byte.</summary>
    public byte[] Whole => Parent.AsSpan().SequenceEqual(Here) ? Leaf : [.. Parent.AsSpan(0, Parent.Length - 1), (byte)'/', .. Leaf];

    /// <summary>The same directory with another last part (without its zero byte).</summary>
    public EntryPath WithLeaf(ReadOnlySpan<byte> leaf) => this with { Leaf = [.. leaf, 0] };

    /// <summary>Reads a name. A leading slash counts as the root; <c>..</c> and too deep names are refused.</summary>
    public static EntryPath Of(ReadOnlySpan<byte> name, int maxDepth)
    {
        byte[] clean = new byte[name.Length + 1];
        int length = 0, leafAt = 0, depth = 0;
        foreach (Range range in name.Split((byte)'/'))
        {
            ReadOnlySpan<byte> part = name[range];
            if (part.IsEmpty || part.SequenceEqual("."u8)) continue;
            if (part.SequenceEqual(".."u8)) throw FaultException.BadArchive($"The archive has a name with '..' in it, which is refused: {Encoding.UTF8.GetString(name)}");
            if (++depth > maxDepth) throw FaultException.BadArchive($"The archive has a name nested deeper than {maxDepth} directories, which is refused.");
            if (length > 0) clean[length++] = (byte)'/';
            leafAt = length;
            part.CopyTo(clean.AsSpan(length));
            length += part.Length;
        }

        if (length == 0) return new EntryPath(Here, Here);
        byte[] leaf = clean[leafAt..(length + 1)];
        leaf[^1] = 0;
        if (leafAt == 0) return new EntryPath(Here, leaf);
        byte[] parent = clean[..leafAt];
        parent[^1] = 0;
        return new EntryPath(parent, leaf);
    }
}
