using System.Formats.Tar;
using System.Globalization;
using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;

namespace ActorEngine.Builder;

/// <summary>A build's context on disk, and what names the content of each of its paths.</summary>
internal sealed class ContextTree
{
    private const string IgnoreFile = ".dockerignore";
    private const uint PermissionBits = 0xfff;
    private readonly SortedDictionary<string, string> entries = new(StringComparer.Ordinal);

    private ContextTree(string directory) => Directory = directory;

    public string Directory { get; }

    public long Bytes { get; private set; }

    /// <summary>Relative paths, sorted, each with a text that differs where its kind, permissions or content do.</summary>
    public IReadOnlyDictionary<string, string> Entries => entries;

    /// <summary>Unpacks what a client sends.</summary>
    /// <param name="isArchive">It may be compressed.</param>
    public static ContextTree Receive(Stream tar, string directory, bool isArchive, long maxBytes, CancellationToken cancellation)
    {
        System.IO.Directory.CreateDirectory(directory);
        var context = new ContextTree(directory);
        using OpenTree tree = OpenTree.Open(directory);
        using Stream source = tar;
        var sent = new PeekedStream(source, 1);
        // A client that has none of the wanted files sends nothing at all.
        if (sent.Head.IsEmpty && !isArchive) return context;
        using Stream plain = isArchive ? CompressedInput.OpenContext(sent) : sent;
        new TarUnpacker(tree, "") { IsContext = true, Owner = FileOwner.Root, MaxBytes = maxBytes, Seen = context.Add }.Read(plain, cancellation);
        // What is behind the archive's end mark is taken and dropped, so that the sender can finish.
        plain.CopyTo(Stream.Null);
        return context;
    }

    /// <summary>Takes a directory of the build's own as it is.</summary>
    public static ContextTree Of(string directory, CancellationToken cancellation)
    {
        var context = new ContextTree(directory);
        using OpenTree tree = OpenTree.Open(directory);
        context.Scan(tree.Root, "", cancellation);
        return context;
    }

    /// <summary>Leaves out what its .dockerignore, or that of the Dockerfile, names. A client that sends a directory has done so.</summary>
    public void ApplyIgnoreFile(string dockerfile)
    {
        string own = dockerfile + IgnoreFile;
        if (ReadText(own) is { } ignore) Ignore(Patterns(own, ignore));
        else if (ReadText(IgnoreFile) is { } common) Ignore(Patterns(IgnoreFile, common));
    }

    /// <summary>The text of a file; null where there is none.</summary>
    public string? ReadText(string path)
    {
        using OpenTree tree = OpenTree.Open(Directory);
        return tree.ReadText(path);
    }

    private void Add(string path, TarEntry entry, string digest)
    {
        Bytes += entry.Length;
        string link = entry.LinkName ?? "";
        // A hard link reads as what it links to.
        if (entry.EntryType == TarEntryType.HardLink) entries[path] = entries.GetValueOrDefault(PathText.Clean(link)[1..], "");
        else entries[path] = string.Create(CultureInfo.InvariantCulture, $"{Kind(entry.EntryType)} {(int)entry.Mode} {digest} {link}");
        if (entry.EntryType is TarEntryType.SymbolicLink) entries[path] = $"link {link}";
    }

    private void Scan(FileDescriptor directory, string above, CancellationToken cancellation)
    {
        foreach (string name in FileNames.In(directory))
        {
            cancellation.ThrowIfCancellationRequested();
            string path = above.Length == 0 ? name : $"{above}/{name}";
            if (FileStat.Of(directory, name) is not { } status) continue;
            uint mode = status.Mode & PermissionBits;
            if (status.IsSymbolicLink) entries[path] = $"link {FileTree.ReadLink(directory, name)}";
            else if (status.IsRegular)
            {
                using FileDescriptor file = FileDescriptor.OpenAt(directory, name, OpenFlags.ReadOnly | OpenFlags.NoFollow | OpenFlags.NonBlocking);
                Bytes += (long)status.Size;
                entries[path] = string.Create(CultureInfo.InvariantCulture, $"file {mode} {TreeDigest.Of(file)} ");
            }
            else if (status.IsDirectory)
            {
                entries[path] = string.Create(CultureInfo.InvariantCulture, $"dir {mode}  ");
                using FileDescriptor inner = FileDescriptor.OpenAt(directory, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
                Scan(inner, path, cancellation);
            }
        }
    }

    // What is ignored goes from the disk too: COPY of a directory takes what lies there.
    private void Ignore(PathPatterns patterns)
    {
        foreach (string path in entries.Keys.Where(patterns.Matches).Reverse().ToList())
        {
            string full = Path.Combine(Directory, path);
            bool isDirectory = System.IO.Directory.Exists(full) && new DirectoryInfo(full).LinkTarget is null;
            // A directory stays where something below it is taken back in.
            if (isDirectory && System.IO.Directory.EnumerateFileSystemEntries(full).Any()) continue;
            if (isDirectory) System.IO.Directory.Delete(full);
            else File.Delete(full);
            entries.Remove(path);
        }
    }

    private static PathPatterns Patterns(string file, string ignore)
    {
        try
        {
            return PathPatterns.ParseFile(ignore);
        }
        catch (FormatException wrong)
        {
            throw new BuildException(new Fault(FaultCode.InvalidArgument, $"{file}: {wrong.Message}") { Field = "context" });
        }
    }

    private static string Kind(TarEntryType type) => type switch
    {
        TarEntryType.Directory => "dir",
        TarEntryType.Fifo => "fifo",
        _ => "file",
    };
}
