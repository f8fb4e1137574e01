using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>
/// Compares an unpacked layer with what its blob unpacks to. Left out is what a layer's tar does not say: sockets, whiteouts and opaque marks that hide nothing, parts
/// of a second, times of directories.
/// </summary>
internal static class LayerComparison
{
    private const long Second = 1_000_000_000;

    /// <summary>The first difference in words; null when there is none.</summary>
    public static string? Difference(string stored, string fresh, CancellationToken cancellation)
    {
        using FileDescriptor one = FileDescriptor.Open(stored, OpenFlags.ReadOnly | OpenFlags.Directory), other = FileDescriptor.Open(fresh, OpenFlags.ReadOnly | OpenFlags.Directory);
        return OfDirectories(one, other, "", cancellation);
    }

    private static string? OfDirectories(FileDescriptor stored, FileDescriptor fresh, string path, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        HashSet<string> left = [.. DirectoryEntries.Read(fresh).Select(entry => Encoding.Latin1.GetString(entry.Name))];
        foreach (DirectoryEntry entry in DirectoryEntries.Read(stored))
        {
            string name = $"{path}/{Encoding.UTF8.GetString(entry.Name.AsSpan(0, entry.Name.Length - 1))}";
            using FileDescriptor? item = ByteNamedTree.TryOpenAt(stored, entry.Name, OpenFlags.Path, 0, out Errno error);
            if (item is null) return $"{name} cannot be read ({ErrorText.Of(error)})";
            FileStatus status = FileStat.Of(item);
            if (!left.Remove(Encoding.Latin1.GetString(entry.Name)))
            {
                if (status.IsSocket || OverlayMarks.IsWhiteout(status)) continue;
                return $"{name} should not be there";
            }

            using FileDescriptor? twin = ByteNamedTree.TryOpenAt(fresh, entry.Name, OpenFlags.Path, 0, out _);
            if (twin is null) return $"{name} cannot be compared";
            if (OfEntries(stored, fresh, entry.Name, status, FileStat.Of(twin), name, cancellation) is { } difference) return difference;
        }

        return left.Count > 0 ? $"{path}/{left.Min()!.TrimEnd('\0')} is missing" : null;
    }

    private static string? OfEntries(FileDescriptor stored, FileDescriptor fresh, byte[] name, FileStatus one, FileStatus other, string path, CancellationToken cancellation)
    {
        if (one.Mode != other.Mode) return $"{path} has the mode {Convert.ToString(one.Mode, 8)} instead of {Convert.ToString(other.Mode, 8)}";
        if (one.UserId != other.UserId || one.GroupId != other.GroupId) return $"{path} belongs to {one.UserId}:{one.GroupId} instead of {other.UserId}:{other.GroupId}";
        if (one.NodeDevice != other.NodeDevice) return $"{path} is another device";
        if (!one.IsDirectory && !OverlayMarks.IsWhiteout(one) && Math.Floor((decimal)one.Modified / Second) != Math.Floor((decimal)other.Modified / Second)) return $"{path} has another time";
        if (!SameAttributes(stored, fresh, name)) return $"{path} has other attributes";
        if (one.IsSymbolicLink) return Link(stored, name).SequenceEqual(Link(fresh, name)) ? null : $"{path} links to something else";
        if (one.IsRegular) return one.Size != other.Size ? $"{path} has {one.Size} bytes instead of {other.Size}" : SameContent(stored, fresh, name) ? null : $"{path} has another content";
        if (!one.IsDirectory) return null;
        using FileDescriptor? inner = ByteNamedTree.TryOpenAt(stored, name, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out _), innerTwin = ByteNamedTree.TryOpenAt(fresh, name, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out _);
        if (inner is null || innerTwin is null) return $"{path} cannot be read";
        if (OverlayMarks.IsOpaque(fresh, name) && !OverlayMarks.IsOpaque(stored, name)) return $"{path} shows what it should hide";
        return OfDirectories(inner, innerTwin, path, cancellation);
    }

    private static byte[] Link(FileDescriptor directory, byte[] name) => ByteNamedTree.TryReadLink(directory, name, out byte[] target) == Errno.None ? target : [];

    private static bool SameAttributes(FileDescriptor stored, FileDescriptor fresh, byte[] name)
    {
        IReadOnlyList<KeyValuePair<string, byte[]>> one = FileAttributes.Of(stored, name), other = FileAttributes.Of(fresh, name);
        return one.Count == other.Count && one.OrderBy(pair => pair.Key, StringComparer.Ordinal).Zip(other.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            .All(pair => pair.First.Key == pair.Second.Key && pair.First.Value.AsSpan().SequenceEqual(pair.Second.Value));
    }

    private static bool SameContent(FileDescriptor stored, FileDescriptor fresh, byte[] name)
    {
        using FileDescriptor? one = ByteNamedTree.TryOpenAt(stored, name, OpenFlags.ReadOnly, 0, out _), other = ByteNamedTree.TryOpenAt(fresh, name, OpenFlags.ReadOnly, 0, out _);
        if (one is null || other is null) return false;
        byte[] first = new byte[128 * 1024], second = new byte[128 * 1024];
        while (true)
        {
            int count = one.TryRead(first), twin = other.TryRead(second);
            if (count != twin || count < 0 || !first.AsSpan(0, count).SequenceEqual(second.AsSpan(0, count))) return false;
            if (count == 0) return true;
        }
    }
}
