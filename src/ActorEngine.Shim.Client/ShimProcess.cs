using ActorEngine.Linux;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Client;

/// <summary>A shim's process, told apart from later owners of its pid by its start time.</summary>
/// <param name="Pid">Its pid.</param>
/// <param name="StartTime">Its start time, field 22 of /proc/PID/stat.</param>
public sealed record ShimProcess(int Pid, ulong StartTime)
{
    /// <summary>The shim that wrote its pid file into a run directory, or null. It need not be alive.</summary>
    public static ShimProcess? Read(string runDirectory)
    {
        try
        {
            string[] parts = File.ReadAllText(Path.Combine(runDirectory, Frames.PidFileName)).Split(' ', '\n');
            return parts.Length >= 2 && int.TryParse(parts[0], out int pid) && ulong.TryParse(parts[1], out ulong start)
                ? new ShimProcess(pid, start)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether it is alive now.</summary>
    public bool IsAlive => ProcessTable.IsRunning(Pid, StartTime);

    /// <summary>Completes when it has ended; at once when it has already.</summary>
    public async Task WaitForDeathAsync()
    {
        using FileDescriptor? pidfd = Pidfd.TryOpen(Pid, out _);
        // Opened first, checked after: a pid given to somebody else in between shows another start time.
        if (pidfd is null || !IsAlive) return;
        await ProcessWatcher.Shared.WaitAsync(pidfd).ConfigureAwait(false);
    }

    /// <summary>Kills it; the container goes on without a shim.</summary>
    public void Kill()
    {
        using FileDescriptor? pidfd = Pidfd.TryOpen(Pid, out _);
        if (pidfd is not null && IsAlive) Pidfd.TrySignal(pidfd, Signals.Kill);
    }
}
