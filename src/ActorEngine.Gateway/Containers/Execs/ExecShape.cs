using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>ExecInspectResponse.</summary>
internal static class ExecShape
{
    public static Fields Of(ExecInspection exec) => new()
    {
        ["ID"] = exec.Exec.Value,
        ["Running"] = exec.Running,
        ["ExitCode"] = exec.Exit?.Code,
        ["ProcessConfig"] = Process(exec.Settings),
        ["OpenStdin"] = exec.Settings.Stdin,
        ["OpenStderr"] = exec.Settings.Stderr,
        ["OpenStdout"] = exec.Settings.Stdout,
        ["CanRemove"] = false,
        ["ContainerID"] = exec.Container.Value,
        ["DetachKeys"] = exec.Settings.DetachKeys ?? "",
        ["Pid"] = exec.Pid,
    };

    private static Fields Process(ExecSettings settings)
    {
        var fields = new Fields
        {
            ["tty"] = settings.Tty,
            ["entrypoint"] = settings.Command.FirstOrDefault() ?? "",
            ["arguments"] = settings.Command.Skip(1).ToList(),
            ["privileged"] = settings.Privileged,
        };
        if (settings.User is { Length: > 0 } user) fields["user"] = user;
        return fields;
    }
}
