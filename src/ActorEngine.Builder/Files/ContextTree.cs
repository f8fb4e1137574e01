using System.Formats.Tar;
using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>A build's context on disk, and what names the content of each of its paths.</summary>
internal sealed class ContextTree
{
    private const string IgnoreFile = ".dockerignore";
    private readonly SortedDictionary<string, string> entries = new(StringComparer.Ordinal);

    private ContextTree(string directory) => Directory = directory;

    public string Directory { get; }

    public long Bytes { get; private set; }

    /// <summary>Relative paths, sorted, each with a text that differs where its kind, permissions or content do.</summary>
    public IReadOnlyDictionary<string, string> Entries => entries;

    /// <summary>Unpacks what a client sends.</summary>
    /// <param name="isArchive">The client has not applied .dockerignore: it sends an archive as it is.</param>
    public static ContextTree Receive(Stream tar, string directory, bool isArchive, long maxBytes, CancellationToken cancellation)
    {
        System.IO.Directory.CreateDirectory(directory);
        var context = new ContextTree(directory);
        using OpenTree tree = OpenTree.Open(directory);
        using Stream plain = isArchive ? CompressedInput.OpenContext(tar) : tar;
        new TarUnpacker(tree, "") { IsContext = true, Owner = FileOwner.Root, MaxBytes = maxBytes, Seen = context.Add }.Read(plain, cancellation);
        // What is behind the archive's end mark is taken and dropped, so that the sender can finish.
        plain.CopyTo(Stream.Null);
        if (isArchive && tree.ReadText(IgnoreFile) is { } ignore) context.Ignore(Patterns(ignore));
        return context;
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

    private static PathPatterns Patterns(string ignore)
    {
        try
        {
            return PathPatterns.ParseFile(ignore);
        }
        catch (FormatException wrong)
        {
            throw new BuildException(new Fault(FaultCode.InvalidArgument, $"{IgnoreFile}: {wrong.Message}") { Field = "context" });
        }
    }

    private static string Kind(TarEntryType type) => type switch
    {
        TarEntryType.Directory => "dir",
        TarEntryType.Fifo => "fifo",
        _ => "file",
    };
}
