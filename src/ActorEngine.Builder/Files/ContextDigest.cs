using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>Names the content of parts of a context: paths, permissions and bytes, not times and owners.</summary>
internal static class ContextDigest
{
    public static string Of(ContextTree context, IEnumerable<FoundSource> sources, IReadOnlyList<string> excludes)
    {
        PathPatterns patterns = PathPatterns.Parse(excludes);
        using var key = new KeyBuilder();
        foreach (FoundSource source in sources)
        {
            // What a link at the source leads to is not told by the link's own entry, so all of the context counts then.
            bool isLink = context.Entries.TryGetValue(source.Path, out string? own) && own.StartsWith("link ", StringComparison.Ordinal);
            string top = isLink ? "" : source.Path;
            key.Add(source.Below);
            foreach ((string path, string entry) in context.Entries)
            {
                if (top.Length > 0 && path != top && !path.StartsWith(top + "/", StringComparison.Ordinal)) continue;
                string inner = path.Length == top.Length ? "" : top.Length == 0 ? path : path[(top.Length + 1)..];
                if (inner.Length > 0 && patterns.Matches(inner)) continue;
                key.Add(inner).Add(entry);
            }
        }

        return key.Finish();
    }
}
