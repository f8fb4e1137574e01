using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Routing;

/// <summary>One operation of the API.</summary>
/// <param name="Method">GET, POST, PUT, DELETE, HEAD.</param>
/// <param name="Pattern">Path without the version: <c>/containers/{id}/json</c>; <c>{name*}</c> takes slashes too.</param>
/// <param name="Operation">Its name in the API's description, such as ContainerInspect.</param>
/// <param name="Summary">What docs/docker-api.md says of it: a few words, and what is left out.</param>
internal sealed record Route(string Method, string Pattern, string Operation, string Summary, Func<Call, Task> HandleAsync)
{
    private readonly string[] parts = Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The version that brought it; older requests do not find it.</summary>
    public ApiVersion Since { get; init; } = ApiVersion.Oldest;

    /// <summary>The path's values where it fits, else null.</summary>
    public IReadOnlyDictionary<string, string>? Match(IReadOnlyList<string> path)
    {
        var values = new Dictionary<string, string>(2);
        int at = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            string part = parts[i];
            if (part.EndsWith("*}", StringComparison.Ordinal))
            {
                int count = path.Count - at - (parts.Length - i - 1);
                if (count < 1) return null;
                values[part[1..^2]] = string.Join('/', path.Skip(at).Take(count));
                at += count;
                continue;
            }

            if (at >= path.Count) return null;
            if (part[0] == '{') values[part[1..^1]] = path[at++];
            else if (path[at++] != part) return null;
        }

        return at == path.Count ? values : null;
    }
}
