using ActorEngine.Linux;
using ActorEngine.Shim.Loop;

namespace ActorEngine.Shim.Runtime;

/// <summary>Starts programs as children of the shim.</summary>
internal sealed class RuntimeChild(PollLoop loop, ChildReaper reaper)
{
    /// <summary>A mount that children do not see (<see cref="Protocol.ShimSettings.HiddenMount"/>); empty for none.</summary>
    public string HiddenMount { get; set; } = "";

    /// <summary>Starts one with the given standard streams; others are <c>/dev/null</c>.</summary>
    public WatchedProcess Start(
        IReadOnlyList<string> arguments, IReadOnlyList<string> environment, Action<ProcessExit?> ended, params DescriptorMapping[] streams)
    {
        if (arguments.Count == 0) throw new LinuxException(Errno.EINVAL, "posix_spawn", "(no program)");
        using HiddenMount? hidden = HiddenMount.Length > 0 ? Linux.HiddenMount.Of(HiddenMount) : null;
        SpawnedProcess child = Spawn.Start(new SpawnOptions
        {
            Program = arguments[0],
            Arguments = arguments,
            Environment = environment,
            Descriptors = streams,
            NewProcessGroup = true,
        });
        return new WatchedProcess(loop, reaper, child.Pid, child.Pidfd, ended);
    }
}
