using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Reads those extended attributes of an entry that a layer keeps.</summary>
internal static class FileAttributes
{
    /// <summary>Of an open file or directory.</summary>
    public static IReadOnlyList<KeyValuePair<string, byte[]>> Of(FileDescriptor file) => Of([.. System.Text.Encoding.ASCII.GetBytes(file.ProcPath), 0], follow: true);

    /// <summary>Of a name (ending with a zero byte) in an open directory; a link's own.</summary>
    public static IReadOnlyList<KeyValuePair<string, byte[]>> Of(FileDescriptor directory, byte[] name) =>
        Of([.. System.Text.Encoding.ASCII.GetBytes(directory.ProcPath), (byte)'/', .. name], follow: false);

    private static IReadOnlyList<KeyValuePair<string, byte[]>> Of(byte[] path, bool follow)
    {
        string[] names = ExtendedAttributes.List(path, follow);
        if (names.Length == 0) return [];
        List<KeyValuePair<string, byte[]>> kept = [];
        foreach (string name in names)
        {
            if (!PortableAttributes.IsPortable(name)) continue;
            if (ExtendedAttributes.Get(path, name, follow) is { } value) kept.Add(new(name, value));
        }

        return kept;
    }
}
