using System.Globalization;

namespace ActorEngine.Linux;

/// <summary>What ids 0 to <paramref name="Count"/> - 1 of a container are on the host (user_namespaces(7)).</summary>
/// <param name="User">The host's id of the container's root.</param>
/// <param name="Group">The host's id of its group.</param>
/// <param name="Count">How many of either there are.</param>
public sealed record IdMapping(uint User, uint Group, uint Count)
{
    /// <summary>The mapping of a process's user namespace, of its first line; null where it is the host's own.</summary>
    public static IdMapping? Of(int pid) =>
        First($"/proc/{pid}/uid_map") is { } user && First($"/proc/{pid}/gid_map") is { } group && (user.Host != 0 || group.Host != 0)
            ? new IdMapping(user.Host, group.Host, Math.Min(user.Count, group.Count))
            : null;

    private static (uint Host, uint Count)? First(string path)
    {
        try
        {
            string[] fields = File.ReadAllText(path).Split([' ', '\n'], 4, StringSplitOptions.RemoveEmptyEntries);
            return fields.Length >= 3 && fields[0] == "0" && uint.TryParse(fields[1], CultureInfo.InvariantCulture, out uint host) && uint.TryParse(fields[2].Split('\n')[0], CultureInfo.InvariantCulture, out uint count) ? (host, count) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
