using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>A source of COPY that was found.</summary>
/// <param name="Path">Below the origin's root.</param>
/// <param name="Below">What --parents keeps of it.</param>
internal sealed record FoundSource(string Path, string Below, bool IsDirectory);

/// <summary>Finds what the sources of COPY and ADD name.</summary>
internal static class SourceFinder
{
    /// <exception cref="BuildException">A path that is no pattern is not there.</exception>
    public static IReadOnlyList<FoundSource> Find(OpenTree tree, CopyStep step)
    {
        List<FoundSource> found = [];
        foreach (string source in step.Paths)
        {
            int pivot = source.IndexOf("/./", StringComparison.Ordinal);
            string above = pivot < 0 ? "" : source[..pivot], path = pivot < 0 ? source : $"{above}/{source[(pivot + 3)..]}";
            List<string> paths = [];
            if (IsPattern(path)) Match(tree, "", path.Split('/'), 0, paths);
            else paths.Add(path);
            foreach (string one in paths)
            {
                FileStatus? status = tree.Status(one);
                if (status is null && IsPattern(path)) continue;
                if (status is null) throw new BuildException(new Fault(FaultCode.NotFound, $"\"/{one}\": not found") { Field = "dockerfile" });
                found.Add(new FoundSource(one, pivot < 0 ? one : one[(above.Length + 1)..], status.Value.IsDirectory));
            }
        }

        return found;
    }

    private static bool IsPattern(string path) => path.AsSpan().IndexOfAny("*?[\\") >= 0;

    private static void Match(OpenTree tree, string directory, string[] parts, int at, List<string> found)
    {
        string part = parts[at];
        bool isLast = at == parts.Length - 1;
        if (part == "**")
        {
            if (!isLast) Match(tree, directory, parts, at + 1, found);
            foreach (string inner in Names(tree, directory))
            {
                if (isLast) found.Add(inner);
                else if (tree.Status(inner) is { IsDirectory: true }) Match(tree, inner, parts, at, found);
            }

            return;
        }

        if (!IsPattern(part))
        {
            string next = directory.Length == 0 ? part : $"{directory}/{part}";
            if (isLast) found.Add(next);
            else Match(tree, next, parts, at + 1, found);
            return;
        }

        PathPattern? pattern = Parse(part);
        foreach (string inner in Names(tree, directory))
        {
            if (pattern?.Matches(inner.AsSpan(inner.LastIndexOf('/') + 1)) != true) continue;
            if (isLast) found.Add(inner);
            else Match(tree, inner, parts, at + 1, found);
        }
    }

    private static IEnumerable<string> Names(OpenTree tree, string directory)
    {
        using FileDescriptor? open = tree.TryOpenDirectory(directory, out _);
        if (open is null) return [];
        return [.. FileNames.In(open).Select(name => directory.Length == 0 ? name : $"{directory}/{name}")];
    }

    private static PathPattern? Parse(string part)
    {
        try
        {
            return PathPattern.Parse(part);
        }
        catch (FormatException wrong)
        {
            throw new BuildException(new Fault(FaultCode.InvalidArgument, wrong.Message) { Field = "dockerfile" });
        }
    }
}
