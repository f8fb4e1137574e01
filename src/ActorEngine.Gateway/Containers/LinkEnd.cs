using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>Where a symbolic link in a container leads to in the end, as an absolute path in it; what lies there need not exist.</summary>
internal static class LinkEnd
{
    private const int MostLinks = 40;

    public static async Task<string> FindAsync(Call call, string path, string target)
    {
        for (int links = 0; links < MostLinks; links++)
        {
            path = Join(path, target);
            try
            {
                var stat = await call.AskAsync<PathStat>(new StatPath(call.Container, path)).ConfigureAwait(false);
                if (stat.LinkTarget is not { } next) return path;
                target = next;
            }
            catch (ApiException missing) when (missing.Status == 404)
            {
                return path;
            }
        }

        return path;
    }

    /// <summary>A link's target, seen from where the link lies.</summary>
    internal static string Join(string link, string target) =>
        ContainerPath.Clean(target.StartsWith('/') ? target : $"{link.TrimEnd('/')}/../{target}");
}
