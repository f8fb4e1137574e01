namespace ActorEngine.Oci;

/// <summary>Capability names (capabilities(7)) and which of them a container gets.</summary>
public static class Capability
{
    // In the kernel's numbering, so that a host's highest number cuts the list.
    private static readonly string[] Known =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID", "CAP_SETUID",
        "CAP_SETPCAP", "CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST", "CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_IPC_LOCK",
        "CAP_IPC_OWNER", "CAP_SYS_MODULE", "CAP_SYS_RAWIO", "CAP_SYS_CHROOT", "CAP_SYS_PTRACE", "CAP_SYS_PACCT", "CAP_SYS_ADMIN",
        "CAP_SYS_BOOT", "CAP_SYS_NICE", "CAP_SYS_RESOURCE", "CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_MKNOD", "CAP_LEASE",
        "CAP_AUDIT_WRITE", "CAP_AUDIT_CONTROL", "CAP_SETFCAP", "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG", "CAP_WAKE_ALARM",
        "CAP_BLOCK_SUSPEND", "CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF", "CAP_CHECKPOINT_RESTORE",
    ];

    /// <summary>Docker's fourteen.</summary>
    public static IReadOnlyList<string> Default { get; } =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FSETID", "CAP_FOWNER", "CAP_MKNOD", "CAP_NET_RAW", "CAP_SETGID", "CAP_SETUID",
        "CAP_SETFCAP", "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_KILL", "CAP_AUDIT_WRITE",
    ];

    /// <summary>The names of a set, one bit each in the kernel's numbering.</summary>
    public static IReadOnlyList<string> Names(ulong set) => [.. Known.Where((_, number) => (set >> number & 1) != 0)];

    /// <summary>The kernel's spelling of a name as people write it (<c>net_admin</c>, <c>CAP_NET_ADMIN</c>, <c>all</c>); null when there is no such capability.</summary>
    public static string? Normalize(string name)
    {
        string upper = name.Trim().ToUpperInvariant();
        if (upper == "ALL") return upper;
        if (!upper.StartsWith("CAP_", StringComparison.Ordinal)) upper = "CAP_" + upper;
        return Array.IndexOf(Known, upper) < 0 ? null : upper;
    }

    /// <summary>The set of a container, by Docker's rules for ALL in either list; nothing that the engine does not have itself.</summary>
    /// <param name="available">What the engine can give, one bit each.</param>
    public static IReadOnlyList<string> Select(IReadOnlyList<string> add, IReadOnlyList<string> drop, bool privileged, ulong available)
    {
        IReadOnlyList<string> all = Names(available);
        if (privileged) return all;
        List<string> added = Clean(add), dropped = Clean(drop);
        if (added.Contains("ALL")) return [.. all.Except(dropped)];
        if (added.Except(all).FirstOrDefault() is { } missing)
            throw SettingsException.Invalid("capAdd", $"The engine cannot give {missing}: this host does not let the engine have it. Leave it out.");
        return dropped.Contains("ALL") ? added : [.. Default.Intersect(all).Except(dropped).Union(added)];
    }

    private static List<string> Clean(IReadOnlyList<string> names) =>
        [.. names.Select(name => Normalize(name) ?? throw Unknown(name)).Distinct()];

    internal static SettingsException Unknown(string name, string field = "capAdd") =>
        SettingsException.Invalid(field, $"Unknown capability \"{name}\". Give a name of capabilities(7), such as NET_ADMIN, or ALL.");
}
