using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Which extended attributes of an archive are taken over.</summary>
internal static class LayerAttributes
{
    /// <summary>An archive has no say in what belongs to this host.</summary>
    public static bool IsKept(KeyValuePair<string, byte[]> attribute) => PortableAttributes.IsPortable(attribute.Key);

    /// <summary>A file system without attributes of a kind loses them, as with Docker; a value that the kernel refuses is the archive's fault.</summary>
    public static void Check(Errno error, string attribute, TarEntry entry)
    {
        if (error is Errno.None or Errno.EOPNOTSUPP) return;
        if (error is Errno.EPERM && entry.Kind is not (TarEntryKind.File or TarEntryKind.Directory)) return;
        throw error is Errno.EINVAL or Errno.ERANGE or Errno.E2BIG
            ? FaultException.BadArchive($"The archive gives {entry.DisplayName} an attribute that the kernel refuses: {attribute}")
            : new LinuxException(error, $"setxattr({attribute})", entry.DisplayName);
    }
}
