namespace ActorEngine.Builder;

/// <summary>COPY and ADD.</summary>
internal sealed partial class StageEvaluator
{
    private void OnCopy(CopyInstruction copy)
    {
        FileOrigin origin = copy.From is { } from ? planner.Origin(from, state.Index, copy.Place) : new FileOrigin.Context();
        string title = state.Title(Show(copy.Text));
        string written = Expand(copy, copy.Destination);
        string destination = PathText.Join(state.WorkingDirectory, written.Length == 0 ? "." : written);
        bool isDirectory = written.EndsWith('/') || written is "" or "." or ".." || written.EndsWith("/.", StringComparison.Ordinal);
        if (isDirectory && destination != "/") destination += "/";
        List<string> paths = [], urls = [];
        List<GitAddress> repositories = [];
        List<InlineFile> inline = [];
        for (int i = 0; i < copy.Sources.Count; i++)
        {
            if (copy.Inline.TryGetValue(i, out Heredoc? heredoc))
            {
                string content = heredoc.Expands ? Words.ExpandRaw(copy.Place, heredoc.Text, planner.Escape, state.Find) : heredoc.Text;
                inline.Add(new InlineFile(heredoc.Name, content));
                continue;
            }

            string path = Expand(copy, copy.Sources[i]);
            if (path.Length == 0) throw new DockerfileException(copy.Place, $"the source '{copy.Sources[i]}' is empty once its variables are replaced", "a path");
            if (copy.IsAdd && GitAddress.Parse(path) is { } repository) repositories.Add(repository);
            else if (copy.IsAdd && IsUrl(path)) urls.Add(path);
            else paths.Add(CleanSource(path));
        }

        bool many = paths.Count + urls.Count + repositories.Count + inline.Count > 1;
        if (copy.KeepsGit && repositories.Count == 0) throw new DockerfileException(copy.Place, "--keep-git-dir stands beside no git repository", "ADD --keep-git-dir REPOSITORY.git DESTINATION");
        if (many && !destination.EndsWith('/')) throw new DockerfileException(copy.Place, "there are several sources, and the destination is no directory", $"{written}/ as the destination");
        string? checksum = copy.Checksum is { } sum ? Checksum(copy, Expand(copy, sum), urls.Count == 1 && !many, repositories.Count == 1 && !many) : null;
        string? mode = copy.Mode is { } given ? Expand(copy, given) : null;
        if (mode is not null && ModeChange.Parse(mode) is null) throw new DockerfileException(copy.Place, $"--chmod is '{mode}'", "octal digits such as 0755, or a change such as u=rwX,go=rX");
        string[] excludes = [.. copy.Excludes.Select(pattern => Expand(copy, pattern))];
        CheckExcludes(copy, excludes);
        var step = new CopyStep(0, state.Head, title, copy.Place)
        {
            From = origin,
            Paths = paths,
            Inline = inline,
            Urls = urls,
            Repositories = repositories,
            KeepsGit = copy.KeepsGit,
            Destination = destination,
            Owner = copy.Owner is { } owner ? Expand(copy, owner) : null,
            Mode = mode,
            Checksum = checksum,
            Excludes = excludes,
            Link = copy.Link,
            Parents = copy.Parents,
            Unpacks = copy.IsAdd && copy.Unpack != false,
            UnpacksUrls = copy.IsAdd && copy.Unpack == true,
        };
        state.Head = planner.Add(id => step with { Id = id });
        Note(Show(copy.Text), state.Head);
    }

    private static void CheckExcludes(CopyInstruction copy, string[] excludes)
    {
        try
        {
            Contracts.PathPatterns.Parse(excludes);
        }
        catch (FormatException wrong)
        {
            throw new DockerfileException(copy.Place, "--exclude: " + wrong.Message.TrimEnd('.'), "a pattern as in .dockerignore");
        }
    }

    private static string Checksum(CopyInstruction copy, string checksum, bool isOneUrl, bool isOneRepository)
    {
        if (isOneRepository) return GitAddress.IsCommit(checksum) ? checksum : throw new DockerfileException(copy.Place, $"--checksum is '{checksum}'", "the 40 hexadecimal digits of a commit");
        if (!isOneUrl) throw new DockerfileException(copy.Place, "--checksum stands beside something else than one URL", "ADD --checksum=sha256:... URL DESTINATION");
        bool good = checksum.StartsWith("sha256:", StringComparison.Ordinal) && checksum.Length == 71 && checksum.AsSpan(7).IndexOfAnyExcept("0123456789abcdef") < 0;
        return good ? checksum : throw new DockerfileException(copy.Place, $"--checksum is '{checksum}'", "sha256: and 64 hexadecimal digits");
    }

    // The pivot '/./' of --parents stays; else the path is clean and relative to its origin's root.
    private static string CleanSource(string path)
    {
        int pivot = path.IndexOf("/./", StringComparison.Ordinal);
        return pivot < 0 ? PathText.Clean(path)[1..] : $"{PathText.Clean(path[..pivot])[1..]}/./{PathText.Clean(path[(pivot + 3)..])[1..]}";
    }

    private static bool IsUrl(string path) =>
        path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
