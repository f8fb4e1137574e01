using System.Text.RegularExpressions;
using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>Texts of runc 1.x and crun 1.x about mounts, limits, and the container's state.</summary>
internal static partial class SettingErrors
{
    /// <summary>The fault, or null when the text is not known.</summary>
    public static Fault? Explain(string message) => OfState(message) ?? OfMount(message) ?? OfLimit(message) ?? OfHost(message);

    private static Fault? OfState(string message) => message switch
    {
        "container does not exist" => new Fault(FaultCode.NotFound, "The runtime does not know this container: it has ended."),
        _ when MissingState().IsMatch(message) => new Fault(FaultCode.NotFound, "The runtime does not know this container: it has ended."),
        _ when message.Contains("already exists", StringComparison.Ordinal) => new Fault(FaultCode.Conflict, "The runtime has a container of this id already."),
        _ when message.Contains("paused container", StringComparison.Ordinal) || message.EndsWith("is paused", StringComparison.Ordinal) =>
            new Fault(FaultCode.Conflict, "The container is paused, unpause the container before exec.") { State = ContainerStatus.Paused },
        "container not paused" => new Fault(FaultCode.Conflict, "The container is not paused."),
        _ when NotRunning().IsMatch(message) => new Fault(FaultCode.Conflict, "The container is not running."),
        _ when message.Contains("that is not stopped", StringComparison.Ordinal) || message.Contains("not in `created` or `stopped` state", StringComparison.Ordinal) =>
            new Fault(FaultCode.Conflict, "The container is running: stop it before removing it, or use force.") { State = ContainerStatus.Running },
        _ => null,
    };

    private static Fault? OfMount(string message)
    {
        Match match = Mount().Match(message);
        if (!match.Success) return null;
        string source = match.Groups["source"].Value, target = match.Groups["target"] is { Success: true } place ? "/" + place.Value.TrimStart('/') : "";
        string reason = match.Groups["reason"].Value.ToLowerInvariant();
        string text = target.Length > 0 ? $"error mounting \"{source}\" to rootfs at \"{target}\": {reason}" : $"error mounting \"{source}\": {reason}";
        if (reason.Contains("not a directory", StringComparison.Ordinal))
            text += ": Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type";
        else if (reason.Contains("no such file", StringComparison.Ordinal))
            text += ": bind source path does not exist; make it first";
        return Invalid("mounts", text);
    }

    private static Fault? OfLimit(string message)
    {
        Match sysctl = Sysctl().Match(message);
        if (sysctl.Success) return Invalid("sysctls", $"sysctl {sysctl.Groups["name"].Value.Replace('/', '.')}: {sysctl.Groups["reason"].Value.ToLowerInvariant()}. Check the name and the value given to --sysctl");
        Match memory = Memory().Match(message);
        if (memory.Success) return Invalid("resources.memory", memory.Groups["limit"] is { Success: true } limit
            ? $"the memory limit of {limit.Value} bytes is below what the container uses ({memory.Groups["usage"].Value} bytes). Give a higher --memory"
            : "the memory limit is too low for the container to start. Give a higher --memory");
        return message.Contains("cpuset.cpus", StringComparison.Ordinal) || message.Contains("cpuset.mems", StringComparison.Ordinal)
            ? Invalid("resources.cpusetCpus", "the host does not have the CPUs or memory nodes asked for: " + message)
            : null;
    }

    private static Fault? OfHost(string message)
    {
        if (message.Contains("hybrid mode not supported", StringComparison.Ordinal))
            return new Fault(FaultCode.NotSupported, "crun does not work with this host's hybrid control groups (version 1 controllers beside version 2); use runc.");
        Match controller = Controller().Match(message);
        if (controller.Success)
            return new Fault(FaultCode.NotSupported, $"This host has no {controller.Groups["name"].Value} control group controller, which a limit of the container needs; leave the limit out.");
        return message.Contains("no space left on device", StringComparison.OrdinalIgnoreCase)
            ? new Fault(FaultCode.Storage, "The disk is full: " + message)
            : null;
    }

    private static Fault Invalid(string field, string message) => new(FaultCode.InvalidArgument, message + ".") { Field = field };

    // crun: error opening file `/.../ID/status`: No such file or directory
    [GeneratedRegex("(?:error opening file [`'].*/status[`']|cannot open directory [`'].*[`']): No such file or directory")]
    private static partial Regex MissingState();

    [GeneratedRegex("container (?:[`'\"]?\\S*[`'\"]? )?(?:is )?not running|process (?:already finished|does not exist)|cannot exec a container that has stopped|cannot exec in a stopped")]
    private static partial Regex NotRunning();

    // runc: error mounting "/a" to rootfs at "/b": ...: reason. crun: mount `/a` to `b`: reason; error stat'ing file `/a`: reason
    [GeneratedRegex("(?:error mounting \"(?<source>[^\"]*)\" to rootfs at \"(?<target>[^\"]*)\":.*|mount [`'](?<source>[^`']*)[`'] to [`'](?<target>[^`']*)[`']|error stat'ing file [`'](?<source>[^`']*)[`']): (?<reason>[^:]+)$")]
    private static partial Regex Mount();

    [GeneratedRegex("(?:open|write) [`']?/proc/sys/(?<name>[^:`']+)[`']?: (?<reason>.+)$")]
    private static partial Regex Sysctl();

    [GeneratedRegex("unable to set memory limit to (?<limit>\\d+) \\(current usage: (?<usage>\\d+)|memory limit could be too low|memory limit too low")]
    private static partial Regex Memory();

    [GeneratedRegex("cgroup controller [`'](?<name>\\w+)[`'] is not available|controller [`']?(?<name>\\w+)[`']? (?:is )?not available")]
    private static partial Regex Controller();
}
