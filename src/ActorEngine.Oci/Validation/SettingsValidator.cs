using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>What settings are refused: the one place of these rules. Each fault names the field and the fix.</summary>
public static partial class SettingsValidator
{
    private static readonly string[] UlimitNames =
    [
        "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack", "as",
    ];

    /// <summary>Null when a container can be made of these settings on this host; the image's part is checked when the bundle is built.</summary>
    public static Fault? Check(ContainerSettings settings, HostFacts? host = null) => Guard(() => CheckAll(settings, host));

    /// <summary>As <see cref="Check(ContainerSettings, HostFacts?)"/>, for an engine with these defaults.</summary>
    public static Fault? Check(ContainerSettings settings, HostFacts host, BundleDefaults defaults) => Guard(() =>
    {
        CheckAll(settings, host);
        UserNamespaceRules.Check(settings, defaults);
        GpuComposer.Hooks(settings, settings.Gpus.Count > 0 ? ProgramPath.Find(GpuComposer.HookProgram) : null);
    });

    /// <summary>The user ids of a container; null = the host's.</summary>
    public static IdMapping? MappingOf(ContainerSettings settings, BundleDefaults defaults) => UserNamespaceRules.MappingOf(settings, defaults);

    /// <summary>Null when these limits can be set on this host.</summary>
    public static Fault? Check(ResourceLimits limits, HostFacts? host = null) => Guard(() => LimitRules.Check(limits, host));

    /// <summary>Null when this can be executed in a container.</summary>
    public static Fault? Check(ExecSettings exec) => Guard(() =>
    {
        if (exec.Command.Count == 0 || exec.Command[0].Length == 0) throw SettingsException.Invalid("command", "No exec command specified; give one after the container.");
        CheckTexts(exec.Command, "command");
        CheckEnvironment(exec.Environment);
        CheckWorkingDirectory(exec.WorkingDirectory);
        if (exec.Rows < 0 || exec.Columns < 0) throw SettingsException.Invalid("rows", "A terminal's size cannot be negative.");
    });

    /// <summary>Null when a container may have this name; a leading slash is let pass.</summary>
    public static Fault? CheckName(string name) => Guard(() =>
    {
        ReadOnlySpan<char> bare = name.StartsWith('/') ? name.AsSpan(1) : name;
        bool good = bare.Length >= 2 && char.IsAsciiLetterOrDigit(bare[0]);
        foreach (char c in bare) good &= char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';
        if (!good) throw SettingsException.Invalid("name", $"Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed, two characters at least.");
        if (bare.Length > 255) throw SettingsException.Invalid("name", "Invalid container name: it has more than 255 characters.");
    });

    internal static void CheckAll(ContainerSettings settings, HostFacts? host)
    {
        CheckTexts(settings.Command, "command");
        CheckTexts(settings.Entrypoint ?? [], "entrypoint");
        CheckEnvironment(settings.Environment);
        CheckWorkingDirectory(settings.WorkingDirectory);
        CheckHostname(settings);
        foreach (string name in settings.CapAdd)
        {
            if (Capability.Normalize(name) is null) throw Capability.Unknown(name);
        }

        foreach (string name in settings.CapDrop)
        {
            if (Capability.Normalize(name) is null) throw Capability.Unknown(name, "capDrop");
        }

        SecurityOptions security = SecurityOptions.Parse(settings.SecurityOptions);
        if (security.Seccomp is { } profile and not ("builtin" or "native" or "unconfined")) Seccomp.Parse(profile);
        CheckUlimits(settings.Ulimits);
        LimitRules.Check(settings.Resources, host);
        CheckModes(settings);
        CheckStop(settings);
        MountRules.Check(settings.Mounts);
        DeviceRules.Check(settings);
        GpuComposer.Check(settings.Gpus);
        NetworkRules.Check(settings);
        CheckRest(settings);
    }

    private static void CheckUlimits(IReadOnlyList<Ulimit> limits)
    {
        var seen = new HashSet<string>();
        foreach (Ulimit limit in limits)
        {
            if (!UlimitNames.Contains(limit.Name)) throw SettingsException.Invalid("ulimits", $"invalid ulimit type: {limit.Name}. Known are {string.Join(", ", UlimitNames)}.");
            if (!seen.Add(limit.Name)) throw SettingsException.Invalid("ulimits", $"The ulimit {limit.Name} is given twice; keep one.");
            if (limit.Soft < -1 || limit.Hard < -1) throw SettingsException.Invalid("ulimits", $"The ulimit {limit.Name} must not be negative; -1 is unlimited.");
            if (limit.Hard != -1 && (limit.Soft == -1 || limit.Soft > limit.Hard))
                throw SettingsException.Invalid("ulimits", $"ulimit soft limit must be less than or equal to hard limit: {limit.Name} {limit.Soft} > {limit.Hard}.");
        }
    }

    private static void CheckStop(ContainerSettings settings)
    {
        if (settings.StopSignal is { Length: > 0 } signal && !SignalNames.TryParse(signal, out _))
            throw SettingsException.Invalid("stopSignal", $"Invalid signal: {signal}. Give a name such as SIGTERM or a number from 1 to 64.");
        if (settings.StopTimeoutSeconds is < -1) throw SettingsException.Invalid("stopTimeoutSeconds", "The stop timeout is a number of seconds, or -1 to wait for ever.");
    }

    private static Fault? Guard(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (SettingsException refused)
        {
            return refused.Fault;
        }
    }
}
