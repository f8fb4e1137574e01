using System.Collections.Concurrent;
using ActorEngine.Linux;

namespace ActorEngine.Shim.Client;

/// <summary>Starts shims as children in sessions of their own, already connected.</summary>
public static class ShimLauncher
{
    /// <summary>Descriptor number of the first control connection in the shim.</summary>
    private const int ControlDescriptor = 3;

    private static readonly int[] Blocked = [Signals.Hangup, Signals.Interrupt, Signals.Terminate, Signals.Child];

    // Children that ended are collected here, whoever else watches them.
    private static readonly ConcurrentDictionary<int, Task> Reapers = new();

    /// <summary>
    /// Starts a shim and greets it. Throws <see cref="LinuxException"/> when the program cannot be run and
    /// <see cref="ShimUnreachableException"/> when it ends before it answers.
    /// </summary>
    public static async Task<ShimConnection> LaunchAsync(ShimLaunchOptions options, CancellationToken cancellation = default)
    {
        (FileDescriptor own, FileDescriptor given) = UnixSocket.Pair();
        SpawnedProcess process;
        using (given)
        using (FileDescriptor? errors = options.ErrorLog is null ? null : OpenErrorLog(options.ErrorLog))
        {
            try
            {
                process = Spawn.Start(new SpawnOptions
                {
                    Program = options.ShimPath,
                    Arguments = ["actor-shim"],
                    Environment = options.Environment,
                    WorkingDirectory = options.RunDirectory,
                    Descriptors = errors is null
                        ? [new DescriptorMapping(given, ControlDescriptor)]
                        : [new DescriptorMapping(given, ControlDescriptor), new DescriptorMapping(errors, 2)],
                    NewSession = true,
                    BlockedSignals = Blocked,
                });
            }
            catch
            {
                own.Dispose();
                throw;
            }
        }

        Reapers[process.Pid] = ReapAsync(process);
        return await ShimConnection.GreetAsync(own, options.RunDirectory, cancellation).ConfigureAwait(false);
    }

    private static FileDescriptor OpenErrorLog(string path) =>
        FileDescriptor.Open(path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Append, 0x180);

    private static async Task ReapAsync(SpawnedProcess process)
    {
        await ProcessWatcher.Shared.WaitAsync(process.Pidfd).ConfigureAwait(false);
        Pidfd.TryReap(process.Pidfd, out _);
        process.Pidfd.Dispose();
        Reapers.TryRemove(process.Pid, out _);
    }
}
