using System.Security.Cryptography;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>Names the content of parts of a file system: paths, kinds, owners, permissions and bytes, not times.</summary>
internal static class TreeDigest
{
    /// <summary>sha256 of a file from where it is read, in hexadecimal.</summary>
    public static string Of(FileDescriptor file) => Hash(file, new byte[128 << 10]);

    public static string Of(OpenTree tree, IEnumerable<FoundSource> sources, IReadOnlyList<string> excludes, CancellationToken cancellation)
    {
        PathPatterns patterns = PathPatterns.Parse(excludes);
        using var key = new KeyBuilder();
        byte[] buffer = new byte[128 << 10];
        foreach (FoundSource source in sources)
        {
            key.Add(source.Below);
            if (source.IsDirectory)
            {
                using FileDescriptor directory = tree.OpenDirectory(source.Path);
                Describe(FileStat.Of(directory));
                Walk(directory, "");
            }
            else
            {
                using FileDescriptor file = RootedOpen.Open(tree.Root, "/" + source.Path, OpenFlags.ReadOnly | OpenFlags.NonBlocking, 0, ResolveFlags.InRoot | ResolveFlags.NoMagicLinks);
                Describe(FileStat.Of(file));
                key.Add(Hash(file, buffer));
            }
        }

        return key.Finish();

        void Walk(FileDescriptor directory, string path)
        {
            foreach (string name in FileNames.In(directory))
            {
                cancellation.ThrowIfCancellationRequested();
                string inner = path.Length == 0 ? name : $"{path}/{name}";
                if (patterns.MatchesAllBelow(inner) || FileStat.Of(directory, name) is not { } status) continue;
                key.Add(inner);
                Describe(status);
                if (status.IsSymbolicLink) key.Add(FileTree.ReadLink(directory, name));
                else if (status.IsRegular)
                {
                    using FileDescriptor file = FileDescriptor.OpenAt(directory, name, OpenFlags.ReadOnly | OpenFlags.NoFollow | OpenFlags.NonBlocking);
                    key.Add(Hash(file, buffer));
                }
                else if (status.IsDirectory)
                {
                    using FileDescriptor below = FileDescriptor.OpenAt(directory, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
                    Walk(below, inner);
                }
            }
        }

        void Describe(FileStatus status) => key.Add(status.Mode).Add(status.UserId).Add(status.GroupId).Add((long)status.NodeDevice);

    }

    private static string Hash(FileDescriptor file, byte[] buffer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int count; (count = file.Read(buffer)) > 0;) hash.AppendData(buffer, 0, count);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
