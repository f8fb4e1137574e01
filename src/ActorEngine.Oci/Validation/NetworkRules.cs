using System.Net;
using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>What names, servers and kernel settings are refused.</summary>
internal static class NetworkRules
{
    /// <summary>In the place of an address: the host as the container reaches it.</summary>
    public const string HostGateway = "host-gateway";

    // Settings of the IPC namespace; all others but net.* and fs.mqueue.* would change the host.
    private static readonly string[] IpcSysctls =
    [
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced",
    ];

    public static void Check(ContainerSettings settings)
    {
        foreach (string extra in settings.ExtraHosts)
        {
            int colon = extra.IndexOf(':');
            if (colon <= 0 || (extra[(colon + 1)..] != HostGateway && !IPAddress.TryParse(extra[(colon + 1)..].Trim('[', ']'), out _)) || extra.AsSpan().ContainsAny(" \t\n"))
                throw SettingsException.Invalid("extraHosts", $"bad format for add-host: \"{extra}\"; write NAME:ADDRESS, such as db:10.0.0.5.");
        }

        foreach (string server in settings.Dns)
        {
            if (!IPAddress.TryParse(server, out _)) throw SettingsException.Invalid("dns", $"\"{server}\" is not an IP address; name servers are given by address.");
        }

        CheckWords(settings.DnsSearch, "dnsSearch");
        CheckWords(settings.DnsOptions, "dnsOptions");
        foreach ((string name, string value) in settings.Sysctls) CheckSysctl(name, value, settings);
    }

    private static void CheckWords(IReadOnlyList<string> words, string field)
    {
        foreach (string word in words)
        {
            if (word.Length == 0 || word.AsSpan().ContainsAny(" \t\n")) throw SettingsException.Invalid(field, $"\"{word}\" must be one word; give several one by one.");
        }
    }

    private static void CheckSysctl(string name, string value, ContainerSettings settings)
    {
        string dotted = name.Replace('/', '.');
        bool network = dotted.StartsWith("net.", StringComparison.Ordinal);
        bool ipc = dotted.StartsWith("fs.mqueue.", StringComparison.Ordinal) || IpcSysctls.Contains(dotted);
        if (!network && !ipc) throw SettingsException.Invalid("sysctls", $"sysctl '{name}' is not allowed: it has no namespace of its own and would change the host.");
        if (network && settings.Network == "host") throw SettingsException.Invalid("sysctls", $"sysctl '{name}' not allowed in host network namespace.");
        if (ipc && settings.IpcMode == "host") throw SettingsException.Invalid("sysctls", $"sysctl '{name}' not allowed in host ipc namespace.");
        if (value.Contains('\n')) throw SettingsException.Invalid("sysctls", $"The value of sysctl '{name}' holds a line break.");
    }
}
