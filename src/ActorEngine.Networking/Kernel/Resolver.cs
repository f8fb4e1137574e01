using System.Globalization;
using ActorEngine.Linux;

namespace ActorEngine.Networking;

/// <summary>
/// The engine's name server, <c>actor-dns</c>: a process of its own, so that names are answered while the daemon is away. It reads the zone
/// file that is written here. Used on the network's thread alone.
/// </summary>
internal sealed class Resolver(string program, string runDirectory) : IDisposable
{
    private const int ReadyDescriptor = 3, Patience = 5000;

    private readonly string directory = Path.Combine(runDirectory, "dns");
    private SpawnedProcess? child;
    private (int Pid, ulong Start)? process;
    private string written = "";

    /// <summary>Where it takes questions; 0 = it does not run.</summary>
    public int Port { get; private set; }

    private string PidFile => Path.Combine(directory, "pid");

    /// <summary>Writes the names where they changed, and has the program run where there are any. True where its port is another one now.</summary>
    public bool Update(string zone)
    {
        if (zone != written)
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            string path = Path.Combine(directory, "zone");
            File.WriteAllText(path + ".tmp", zone);
            File.Move(path + ".tmp", path, overwrite: true);
            written = zone;
        }

        return zone.Length > 0 && Ensure();
    }

    /// <summary>Finds the program that an earlier daemon started.</summary>
    public void Resume()
    {
        process ??= Known();
        if (process is not null) Port = ReadPort();
    }

    /// <summary>Starts the program again where it ended. True where its port is another one now.</summary>
    public bool Ensure()
    {
        if (written.Length == 0) return false;
        process ??= Known();
        if (process is { } known && ProcessTable.IsRunning(known.Pid, known.Start) && Port != 0) return false;
        int before = Port;
        Reap();
        Port = process is { } still && ProcessTable.IsRunning(still.Pid, still.Start) ? ReadPort() : Start();
        return Port != before;
    }

    /// <summary>Ends the program: there is no network left that has names.</summary>
    public void Stop()
    {
        process ??= Known();
        if (process is not { } known || !ProcessTable.IsRunning(known.Pid, known.Start)) return;
        using FileDescriptor? pidfd = Pidfd.TryOpen(known.Pid, out _);
        if (pidfd is not null) Pidfd.TrySignal(pidfd, Signals.Kill);
        (process, Port, written) = (null, 0, "");
    }

    public void Dispose()
    {
        child?.Pidfd.Dispose();
        child = null;
    }

    private int Start()
    {
        if (!File.Exists(program)) return 0;
        (FileDescriptor read, FileDescriptor write) = Pipe.Create();
        using (read)
        {
            using (write)
            {
                child = Spawn.Start(new SpawnOptions
                {
                    Program = program,
                    Arguments = ["actor-dns", directory],
                    WorkingDirectory = "/",
                    Descriptors = [new DescriptorMapping(write, ReadyDescriptor)],
                    NewSession = true,
                });
            }

            // Its end of the pipe closes when it ends: then there is nothing to read.
            if (!Poll.Wait(read, PollEvents.Read, Patience) || read.TryRead(new byte[1]) != 1) return 0;
        }

        process = (child.Pid, ProcessTable.StartTime(child.Pid) ?? 0);
        File.WriteAllText(PidFile, string.Create(CultureInfo.InvariantCulture, $"{process.Value.Pid} {process.Value.Start}\n"));
        return ReadPort();
    }

    // Started by an earlier daemon.
    private (int Pid, ulong Start)? Known() =>
        File.Exists(PidFile) && File.ReadAllText(PidFile).Trim().Split(' ') is [var pid, var start]
        && int.TryParse(pid, out int number) && ulong.TryParse(start, out ulong ticks) && ProcessTable.IsRunning(number, ticks) ? (number, ticks) : null;

    private int ReadPort() => Path.Combine(directory, "port") is var file && File.Exists(file) && int.TryParse(File.ReadAllText(file), out int port) ? port : 0;

    private void Reap()
    {
        if (child is null || !Pidfd.TryReap(child.Pidfd, out _)) return;
        child.Pidfd.Dispose();
        child = null;
        process = null;
    }
}
