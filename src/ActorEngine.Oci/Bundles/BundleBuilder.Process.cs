using ActorEngine.Contracts;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

public static partial class BundleBuilder
{
    /// <summary>The process of an exec in a container that was built from <paramref name="request"/>.</summary>
    public static Outcome<ProcessSpec> BuildExec(BundleRequest request, ExecSettings exec) =>
        Outcome<ProcessSpec>.Of(() => ComposeExec(request, exec));

    private static ProcessSpec ComposeProcess(BundleRequest request, SecurityOptions security, IReadOnlyList<string> capabilities, string hostname)
    {
        ContainerSettings settings = request.Settings;
        IReadOnlyList<string> arguments = ProcessComposer.Arguments(settings, request.Image);
        if (arguments.Count == 0) throw SettingsException.Invalid("command", "no command specified: neither the image nor the settings say what to run. Give a command after the image.");
        bool init = (settings.Init ?? request.Defaults.Init) && settings.PidMode is null or "" or "private";
        if (init && request.Facts.InitPath is null)
        {
            throw SettingsException.Invalid("init", request.Defaults.InitPath is { } configured
                ? $"The init program {configured} is missing or not linked statically. Name a static one in the engine's configuration, or run without --init."
                : "No init program is installed for --init. Install the package tini (tini-static) or catatonit, or run without --init.");
        }

        ProcessUser user = UserLookup.Find(User(settings, request.Image), settings.Groups, request.Facts);
        return new ProcessSpec
        {
            Terminal = settings.Tty,
            ConsoleSize = settings is { Tty: true, ConsoleRows: > 0, ConsoleColumns: > 0 } ? new ConsoleSizeSpec(settings.ConsoleRows, settings.ConsoleColumns) : null,
            User = user.ToSpec(),
            Args = init ? [InitProgram.ContainerPath, "--", .. arguments] : arguments,
            Env = ProcessComposer.Environment(settings, request.Image, hostname, user.Home),
            Cwd = ProcessComposer.WorkingDirectory(settings, request.Image),
            Capabilities = new CapabilitiesSpec(capabilities, capabilities, capabilities),
            Rlimits = Rlimits(settings.Ulimits, request.Defaults.Ulimits),
            NoNewPrivileges = security.NoNewPrivileges ?? request.Defaults.NoNewPrivileges,
            ApparmorProfile = AppArmor(request, security),
            OomScoreAdj = settings.Resources.OomScoreAdj,
        };
    }

    private static ProcessSpec ComposeExec(BundleRequest request, ExecSettings exec)
    {
        if (SettingsValidator.Check(exec) is { } fault) throw new SettingsException(fault);
        ContainerSettings settings = GpuComposer.Apply(request.Settings);
        SecurityOptions security = SecurityOptions.Parse(settings.SecurityOptions);
        IReadOnlyList<string> capabilities = Capabilities(request, settings.Privileged || exec.Privileged);
        ProcessUser main = UserLookup.Find(User(settings, request.Image), settings.Groups, request.Facts);
        ProcessUser user = exec.User is { Length: > 0 } ? UserLookup.Find(exec.User, settings.Groups, request.Facts) : main;
        IReadOnlyList<string> environment = ProcessComposer.Environment(settings, request.Image, Hostname(request), user.Home);
        return new ProcessSpec
        {
            Terminal = exec.Tty,
            ConsoleSize = exec is { Tty: true, Rows: > 0, Columns: > 0 } ? new ConsoleSizeSpec(exec.Rows, exec.Columns) : null,
            User = user.ToSpec(),
            Args = exec.Command,
            Env = ProcessComposer.ExecEnvironment(environment, exec),
            Cwd = exec.WorkingDirectory is { Length: > 0 } own ? ContainerPath.Clean(own) : ProcessComposer.WorkingDirectory(settings, request.Image),
            Capabilities = new CapabilitiesSpec(capabilities, capabilities, capabilities),
            Rlimits = Rlimits(settings.Ulimits, request.Defaults.Ulimits),
            NoNewPrivileges = security.NoNewPrivileges ?? request.Defaults.NoNewPrivileges,
            ApparmorProfile = AppArmor(request, security),
            OomScoreAdj = settings.Resources.OomScoreAdj,
        };
    }

    private static string? User(ContainerSettings settings, ImageConfiguration image) => settings.User is { Length: > 0 } own ? own : image.User;

    // Where nothing restricts devices, a program that could make any node could open any disk.
    private static IReadOnlyList<string> Capabilities(BundleRequest request, bool privileged)
    {
        const string makeNode = "CAP_MKNOD";
        ContainerSettings settings = request.Settings;
        IReadOnlyList<string> chosen = Capability.Select(settings.CapAdd, settings.CapDrop, privileged, request.Host.Capabilities);
        if (request.DeviceRules || privileged) return chosen;
        if (settings.CapAdd.Any(name => Capability.Normalize(name) == makeNode))
            throw SettingsException.Invalid("capAdd", "MKNOD cannot be added: the runtime has not the right to restrict devices on this host. Leave it out, or use another --runtime.");
        return [.. chosen.Where(name => name != makeNode)];
    }

    private static List<RlimitSpec>? Rlimits(IReadOnlyList<Ulimit> own, IReadOnlyList<Ulimit> preset)
    {
        List<Ulimit> all = [.. own, .. preset.Where(limit => own.All(mine => mine.Name != limit.Name))];
        return all.Count == 0
            ? null
            : [.. all.Select(limit => new RlimitSpec("RLIMIT_" + limit.Name.ToUpperInvariant(), Number(limit.Hard), Number(limit.Soft)))];

        static ulong Number(long value) => value < 0 ? ulong.MaxValue : (ulong)value;
    }

    private static string? AppArmor(BundleRequest request, SecurityOptions security)
    {
        if (security.AppArmor is null || (security.AppArmor == "unconfined" && !request.Host.AppArmor)) return null;
        return request.Host.AppArmor
            ? security.AppArmor
            : throw SettingsException.Invalid("securityOptions", $"apparmor={security.AppArmor} cannot be kept: AppArmor is not switched on in this host's kernel. Leave the option out.");
    }
}
