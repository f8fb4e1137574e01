using ActorEngine.Contracts;

namespace ActorEngine.Oci;

public static partial class SettingsValidator
{
    private static void CheckTexts(IReadOnlyList<string> texts, string field)
    {
        foreach (string text in texts)
        {
            if (text.Contains('\0')) throw SettingsException.Invalid(field, "An argument holds a NUL character, which no program can be given.");
        }
    }

    private static void CheckEnvironment(IReadOnlyList<string> environment)
    {
        foreach (string entry in environment)
        {
            if (entry.Length == 0 || entry[0] == '=') throw SettingsException.Invalid("environment", $"invalid environment variable: \"{entry}\"; write NAME=value.");
            if (entry.Contains('\0')) throw SettingsException.Invalid("environment", $"The environment variable {entry.Split('=')[0]} holds a NUL character.");
        }
    }

    private static void CheckWorkingDirectory(string? path)
    {
        if (path is { Length: > 0 } && (path[0] != '/' || path.Contains('\0')))
            throw SettingsException.Invalid("workingDirectory", $"the working directory '{path}' is invalid, it needs to be an absolute path.");
    }

    private static void CheckHostname(ContainerSettings settings)
    {
        if (settings.Hostname is not { Length: > 0 } name) return;
        if (settings.UtsMode == "host") throw SettingsException.Invalid("hostname", "conflicting options: hostname and the UTS mode host; leave one out.");
        bool good = name.Length <= 63 && name[0] is not ('-' or '.') && name[^1] != '-';
        foreach (char c in name) good &= char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_';
        if (!good) throw SettingsException.Invalid("hostname", $"invalid hostname \"{name}\": at most 63 letters, digits, '-', '_' and '.', beginning with a letter or digit.");
    }

    private static void CheckModes(ContainerSettings settings)
    {
        CheckMode(settings.PidMode, "pidMode", "--pid", "private", "host", "container:");
        CheckMode(settings.IpcMode, "ipcMode", "--ipc", "private", "shareable", "host", "none", "container:");
        CheckMode(settings.UtsMode, "utsMode", "--uts", "private", "host");
        CheckMode(settings.CgroupNamespace, "cgroupNamespace", "--cgroupns", "private", "host");
        CheckMode(settings.UserNamespace, "userNamespace", "--userns", "host");
        // Which networks there are is not known here.
        if (settings.Network.Length == 0 || settings.Network.AsSpan().ContainsAny("/\t\n"))
            throw SettingsException.Invalid("network", $"'{settings.Network}' is no network: none, host, container:NAME, bridge, or the name of a network.");
        if (settings.Network.StartsWith("container:", StringComparison.Ordinal) && settings is { Hostname.Length: > 0 })
            throw SettingsException.Invalid("hostname", "conflicting options: hostname and the network of another container; leave one out.");
    }

    private static void CheckMode(string? mode, string field, string flag, params ReadOnlySpan<string> known)
    {
        if (mode is null or "") return;
        List<string> names = [];
        foreach (string name in known)
        {
            bool takesContainer = name.EndsWith(':');
            if (takesContainer ? mode.StartsWith(name, StringComparison.Ordinal) && mode.Length > name.Length : mode == name) return;
            names.Add(takesContainer ? name + "NAME" : name);
        }

        throw SettingsException.Invalid(field, $"invalid mode \"{mode}\" for {flag}: use {string.Join(" or ", names)}.");
    }

    private static void CheckRest(ContainerSettings settings)
    {
        foreach (string path in (settings.MaskedPaths ?? []).Concat(settings.ReadOnlyPaths ?? []))
            if (!path.StartsWith('/') || path.Contains('\0')) throw SettingsException.Invalid("maskedPaths", $"'{path}' is no absolute path; masked and read-only paths are paths in the container.");
        if (settings.ConsoleRows is < 0 or > ushort.MaxValue || settings.ConsoleColumns is < 0 or > ushort.MaxValue)
            throw SettingsException.Invalid("consoleRows", "A terminal has 0 to 65535 rows and columns.");
        if (settings.CgroupParent is { Length: > 0 } parent && (parent.Contains("..") || parent.EndsWith(".slice", StringComparison.Ordinal)))
            throw SettingsException.Invalid("cgroupParent", $"invalid cgroup parent \"{parent}\": give a path such as /my/containers; systemd slices are not supported.");
        if (settings.Restart.MaximumRetries < 0)
            throw SettingsException.Invalid("restart", "maximum retry count cannot be negative.");
        if (settings.AutoRemove && settings.Restart.Restarts)
            throw SettingsException.Invalid("autoRemove", "can't create 'AutoRemove' container with restart policy; use --rm or --restart, not both.");
        HealthRules.Check(settings.Healthcheck);
        if (settings.Log.MaxSize is < 0 || settings.Log.MaxFiles is < 1)
            throw SettingsException.Invalid("log", "A log needs one file at least, and its size cannot be negative.");
        foreach (string key in settings.Labels.Keys)
        {
            if (key.Length == 0) throw SettingsException.Invalid("labels", "A label needs a name: write NAME=value.");
        }
    }
}
