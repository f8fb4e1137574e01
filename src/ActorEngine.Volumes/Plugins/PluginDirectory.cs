using ActorEngine.Contracts;

namespace ActorEngine.Volumes;

/// <summary>Finds plugins by name: their sockets, or files that say where these are (Docker's plugin discovery).</summary>
internal sealed class PluginDirectory(IReadOnlyList<string> directories)
{
    private const string Scheme = "unix://";

    /// <summary>The socket of a plugin; null where there is none of that name.</summary>
    public string? SocketOf(string name)
    {
        if (VolumeRules.CheckName(name) is not null) return null;
        foreach (string directory in directories)
        {
            // One in a directory of its name too, as Docker looks for it.
            foreach (string start in (string[])[Path.Combine(directory, name), Path.Combine(directory, name, name)])
            {
                if (File.Exists(start + ".sock")) return start + ".sock";
                if (File.Exists(start + ".spec") && File.ReadAllText(start + ".spec").Trim() is var address && address.StartsWith(Scheme, StringComparison.Ordinal)) return address[Scheme.Length..];
            }
        }

        return null;
    }

    /// <summary>Names of all plugins.</summary>
    public IReadOnlyList<string> Names() =>
        [.. directories.Where(Directory.Exists).SelectMany(directory => Directory.EnumerateFiles(directory, "*", new EnumerationOptions { MaxRecursionDepth = 1, RecurseSubdirectories = true, IgnoreInaccessible = true }))
            .Where(file => Path.GetExtension(file) is ".sock" or ".spec").Select(file => Path.GetFileNameWithoutExtension(file)).Distinct().Order(StringComparer.Ordinal)];

    public Fault Missing(string name) => new(
        FaultCode.NotFound, $"There is no volume driver '{name}': neither {name}.sock nor {name}.spec (unix://...) is in {(directories.Count == 0 ? "a directory of actorengine.volumes.plugin-directories" : string.Join(" or ", directories))}.")
    {
        Field = "driver",
    };
}
