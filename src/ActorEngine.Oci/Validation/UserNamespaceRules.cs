using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>When a container has user ids of its own, and what does not go together with that; Docker's rules for userns-remap.</summary>
internal static class UserNamespaceRules
{
    /// <summary>The ids of the container; null = the host's.</summary>
    public static IdMapping? MappingOf(ContainerSettings settings, BundleDefaults defaults) => settings.UserNamespace == "host" ? null : defaults.UserMapping;

    public static void Check(ContainerSettings settings, BundleDefaults defaults)
    {
        if (MappingOf(settings, defaults) is null) return;
        const string fix = "Add --userns host, or leave it out.";
        if (settings.Privileged) throw SettingsException.Invalid("privileged", "privileged mode is incompatible with user namespaces; you must run the container in the host namespace when running privileged mode. " + fix);
        if (settings.Network == "host") throw SettingsException.Invalid("network", "cannot share the host's network namespace when user namespaces are enabled. " + fix);
        if (settings.PidMode == "host") throw SettingsException.Invalid("pidMode", "cannot share the host PID namespace when user namespaces are enabled. " + fix);
        if (settings.IpcMode == "host") throw SettingsException.Invalid("ipcMode", "cannot share the host IPC namespace when user namespaces are enabled. " + fix);
        if (settings.UtsMode == "host") throw SettingsException.Invalid("utsMode", "cannot share the host UTS namespace when user namespaces are enabled. " + fix);
    }
}
