namespace ActorEngine.Images;

/// <summary>Puts an entry together from its header block and its extended headers.</summary>
internal static class TarEntryFactory
{
    public static TarEntry Create(TarHeader header, PaxRecords pax, byte[]? longName, byte[]? longLink)
    {
        byte[] name = pax.Find("GNU.sparse.name") ?? pax.Find("path") ?? longName ?? (header.Prefix.IsEmpty ? header.Name.ToArray() : [.. header.Prefix, (byte)'/', .. header.Name]);
        byte[] link = pax.Find("linkpath") ?? longLink ?? header.LinkName.ToArray();
        if (name.Contains((byte)0) || link.Contains((byte)0)) throw FaultException.BadArchive("The archive has a name with a zero byte in it.");
        TarEntryKind kind = Kind(header.Type, name);
        long size = pax.Number("size") ?? header.Size;
        return new TarEntry(kind, name, link)
        {
            // Only files bring data, whatever the size field says; POSIX lets links carry a size that means nothing.
            Size = kind is TarEntryKind.File || header.Type == 'D' || size < 0 ? size : 0,
            Sparse = kind == TarEntryKind.File ? SparseMap.Of(pax) : null,
            Mode = (uint)header.Mode & 0xfff,
            UserId = Id(pax.Number("uid") ?? header.UserId, "user"),
            GroupId = Id(pax.Number("gid") ?? header.GroupId, "group"),
            Modified = pax.Time("mtime") ?? PaxRecords.FromSeconds(header.Modified),
            DeviceMajor = (uint)header.DeviceMajor,
            DeviceMinor = (uint)header.DeviceMinor,
            Attributes = [.. pax.Attributes],
        };
    }

    private static TarEntryKind Kind(byte type, byte[] name) => type switch
    {
        // The old format knows a directory by its name alone.
        0 or (byte)'0' or (byte)'7' or (byte)'S' => name is [.., (byte)'/'] && type != 'S' ? TarEntryKind.Directory : TarEntryKind.File,
        (byte)'1' => TarEntryKind.HardLink,
        (byte)'2' => TarEntryKind.SymbolicLink,
        (byte)'3' => TarEntryKind.CharacterDevice,
        (byte)'4' => TarEntryKind.BlockDevice,
        // GNU's incremental archives list in the data of a directory what lies in it.
        (byte)'5' or (byte)'D' => TarEntryKind.Directory,
        (byte)'6' => TarEntryKind.Fifo,
        _ => throw new FaultException(Contracts.FaultCode.NotSupported, $"The archive has an entry of type '{(char)type}' ({System.Text.Encoding.UTF8.GetString(name)}), which is not supported."),
    };

    private static uint Id(long id, string what) =>
        id is >= 0 and < uint.MaxValue ? (uint)id : throw FaultException.BadArchive($"The archive has a {what} id out of range: {id}.");
}
