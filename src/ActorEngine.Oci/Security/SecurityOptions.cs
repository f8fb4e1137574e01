namespace ActorEngine.Oci;

/// <summary>The parsed <c>--security-opt</c> list.</summary>
internal sealed record SecurityOptions
{
    private const string Field = "securityOptions";

    public bool? NoNewPrivileges { get; private init; }
    /// <summary>builtin, native, unconfined or a profile's JSON; null = the engine's default.</summary>
    public string? Seccomp { get; private init; }
    public string? AppArmor { get; private init; }
    /// <summary>An SELinux label, such as type:container_t; null = none or disabled.</summary>
    public string? Label { get; private init; }
    /// <summary>/sys/fs/cgroup may be written; null = only when privileged.</summary>
    public bool? WritableCgroups { get; private init; }
    public bool SystemPathsUnconfined { get; private init; }

    public static SecurityOptions Parse(IReadOnlyList<string> options)
    {
        var parsed = new SecurityOptions();
        foreach (string option in options)
        {
            // Older clients write KEY:VALUE, which is the same.
            int split = option.AsSpan().IndexOfAny('=', ':');
            string key = split < 0 ? option : option[..split], value = split < 0 ? "" : option[(split + 1)..];
            parsed = (key, value) switch
            {
                ("no-new-privileges", "" or "true") => parsed with { NoNewPrivileges = true },
                ("no-new-privileges", "false") => parsed with { NoNewPrivileges = false },
                ("seccomp", not "") => parsed with { Seccomp = value },
                ("apparmor", not "") => parsed with { AppArmor = value },
                ("systempaths", "unconfined") => parsed with { SystemPathsUnconfined = true },
                ("label", "disable") => parsed,
                ("label", not "") => parsed with { Label = value },
                ("writable-cgroups", "true") => parsed with { WritableCgroups = true },
                ("writable-cgroups", "false") => parsed with { WritableCgroups = false },
                _ => throw SettingsException.Invalid(Field, $"invalid --security-opt: \"{option}\". Known are no-new-privileges[=true|false], seccomp=builtin|native|unconfined|PROFILE, apparmor=PROFILE, systempaths=unconfined, writable-cgroups=true|false and label=..."),
            };
        }

        return parsed;
    }
}
