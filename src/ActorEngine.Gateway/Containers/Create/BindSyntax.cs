using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Containers;

/// <summary>The short form of a mount in HostConfig.Binds: SOURCE:TARGET[:OPTIONS], or a path alone for an anonymous volume.</summary>
internal static class BindSyntax
{
    private static readonly string[][] Kinds =
    [
        ["ro", "rw"], ["z", "Z"], ["nocopy"], ["consistent", "cached", "delegated", "default"], ["private", "rprivate", "shared", "rshared", "slave", "rslave"],
    ];

    /// <exception cref="ApiException">400, in Docker's words.</exception>
    public static MountSettings Parse(string text, ApiVersion version)
    {
        string[] parts = text.Split(':');
        string[] options = parts.Length == 3 ? parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries) : [];
        if (parts.Length > 3 || parts[0].Length == 0 || (parts.Length == 2 && AreOptions(parts[1].Split(',')))) throw new ApiException(400, $"invalid volume specification: '{text}'");
        if (!AreOptions(options)) throw new ApiException(400, $"invalid mode: {parts[2]}");
        if (parts.Length == 1) return new MountSettings(MountKind.Volume, text) { Short = text };
        bool bind = parts[0][0] == '/';
        if (!bind && parts[0].Contains('/')) throw new ApiException(400, $"create {parts[0]}: \"{parts[0]}\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path");
        bool readOnly = options.Contains("ro");
        return new MountSettings(bind ? MountKind.Bind : MountKind.Volume, parts[1])
        {
            Source = parts[0],
            Short = text,
            CreateSource = bind,
            ReadOnly = readOnly,
            // Before 1.44 read-only did not reach mounts below.
            ReadOnlyReach = bind && readOnly && !version.Has(1, 44) ? ReadOnlyReach.OwnMount : ReadOnlyReach.WherePossible,
            NoCopy = options.Contains("nocopy"),
            Propagation = options.FirstOrDefault(option => Kinds[^1].Contains(option)),
        };
    }

    // Each known, and of each kind one at most.
    private static bool AreOptions(string[] options) =>
        options.All(option => Kinds.Any(kind => kind.Contains(option))) && Kinds.All(kind => options.Count(kind.Contains) <= 1);
}
