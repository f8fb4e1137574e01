using System.Formats.Tar;
using ActorEngine.Cli.Copying;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Cli.Building;

/// <summary>Sends a directory's files as a tar: what the engine wants of it, without what .dockerignore leaves out.</summary>
internal sealed class ContextSender(string root, PathPatterns ignored, IEnumerable<string> wanted)
{
    private readonly WantedPaths wanted = new(wanted);
    private readonly HashSet<string> sent = [];

    public async Task WriteAsync(Stream target)
    {
        await using var writer = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true);
        // A link that is wanted itself makes what it leads to wanted, which may lie before it.
        for (bool more = true; more;) more = await WalkAsync(writer, "");
    }

    // True where a link made another path wanted.
    private async Task<bool> WalkAsync(TarWriter writer, string directory)
    {
        bool more = false;
        foreach (string full in Directory.EnumerateFileSystemEntries(Path.Combine(root, directory)).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(full), path = directory.Length == 0 ? name : $"{directory}/{name}";
            var info = new FileInfo(full);
            bool isDirectory = (info.Attributes & FileAttributes.Directory) != 0 && info.LinkTarget is null;
            bool isWanted = wanted.Has(path), isIgnored = ignored.Matches(path);
            if (isWanted && !isIgnored && sent.Add(path)) await SendAsync(writer, full, path, isDirectory);
            if (isWanted && info.LinkTarget is { } link && Target(path, link) is { } target) more |= wanted.Add(target);
            if (isDirectory && (isWanted || wanted.MayLeadTo(path)) && !(isIgnored && ignored.MatchesAllBelow(path))) more |= await WalkAsync(writer, path);
        }

        return more;
    }

    private static async Task SendAsync(TarWriter writer, string full, string path, bool isDirectory)
    {
        // Sockets and devices are no files of a context.
        if (FileStat.Of(full) is not { } status || status.IsSocket || status.IsBlockDevice || status.IsCharacterDevice || status.IsFifo) return;
        await ArchiveWriter.AddOneAsync(writer, full, isDirectory ? path + "/" : path, keepOwners: false);
    }

    // Only links inside the context lead anywhere.
    private static string? Target(string path, string link)
    {
        if (link.StartsWith('/')) return null;
        List<string> parts = [.. path.Split('/').SkipLast(1)];
        foreach (string part in link.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else return null;
        }

        return string.Join('/', parts);
    }
}
