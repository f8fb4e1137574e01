namespace ActorEngine.Images;

/// <summary>What a name says about lower layers (image-spec layer.md, "Whiteouts").</summary>
internal enum WhiteoutKind
{
    /// <summary>An ordinary entry.</summary>
    None,
    /// <summary>Hides one name of the lower layers.</summary>
    Entry,
    /// <summary>Hides everything below its directory in the lower layers.</summary>
    Opaque,
    /// <summary>Bookkeeping of AUFS that means nothing here.</summary>
    Ignored,
}

internal static class Whiteout
{
    /// <summary>Marks a directory that hides what the lower layers have in it (overlayfs).</summary>
    public const string OpaqueAttribute = "trusted.overlay.opaque";

    private static ReadOnlySpan<byte> Prefix => ".wh."u8;

    /// <summary>Classifies a last name part; for an entry whiteout also the name it hides.</summary>
    public static WhiteoutKind Classify(ReadOnlySpan<byte> leaf, out ReadOnlySpan<byte> hidden)
    {
        hidden = default;
        leaf = leaf.TrimEnd((byte)0);
        if (!leaf.StartsWith(Prefix)) return WhiteoutKind.None;
        if (leaf.SequenceEqual(".wh..wh..opq"u8)) return WhiteoutKind.Opaque;
        if (leaf.StartsWith(".wh..wh."u8)) return WhiteoutKind.Ignored;
        hidden = leaf[Prefix.Length..];
        return hidden.IsEmpty || hidden.SequenceEqual("."u8) || hidden.SequenceEqual(".."u8)
            ? throw FaultException.BadArchive($"The archive has a whiteout that hides no name, which is refused: {System.Text.Encoding.UTF8.GetString(leaf)}")
            : WhiteoutKind.Entry;
    }
}
