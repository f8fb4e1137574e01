using System.Globalization;
using ActorEngine.Linux;

namespace ActorEngine.Daemon;

/// <summary>
/// The program <c>actor-gateway</c>: a process of its own that serves Docker clients and outlives the daemon for their sake. Started for the first of
/// them. One thread at a time uses this, but for <see cref="Interrupt"/>.
/// </summary>
internal sealed class GatewayProcess(GatewaySettings settings, string engine, string runDirectory, uint? group) : IDisposable
{
    private readonly string directory = Path.Combine(runDirectory, "gateway");
    private readonly FileDescriptor bell = EventCounter.Create();
    private readonly Lock gate = new();
    private GatewaySockets? sockets;
    private FileDescriptor? pidfd;
    private int pid;
    private ulong looked;

    /// <summary>Its pid; 0 = it does not run.</summary>
    public int Pid => pid;

    /// <summary>Takes over what an earlier daemon started, or listens. True where it runs.</summary>
    /// <exception cref="IOException">Somebody else listens there.</exception>
    public bool Open()
    {
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (GatewayNote.Read(NoteFile) is { } known && ProcessTable.IsRunning(known.Pid, known.Start) && Linux.Pidfd.TryOpen(known.Pid, out _) is { } running)
        {
            if (known.Identity == Identity() && GatewaySockets.TakeFrom(running, settings) is { } taken)
            {
                (sockets, pidfd, pid) = (taken, running, known.Pid);
                return true;
            }

            // Another program, or other addresses: it takes no more clients and ends with its last one.
            Linux.Pidfd.TrySignal(running, Signals.Quit);
            running.Dispose();
            File.Delete(settings.Socket);
        }

        sockets ??= GatewaySockets.Listen(settings, group);
        return false;
    }

    /// <summary>Waits until a client connects or this is interrupted.</summary>
    /// <exception cref="IOException">A socket listens no more.</exception>
    public void WaitForClient()
    {
        try
        {
            sockets!.Wait(bell);
        }
        catch (IOException)
        {
            sockets!.Dispose();
            sockets = null;
            throw;
        }
    }

    /// <summary>Starts the program.</summary>
    /// <exception cref="LinuxException">It cannot be executed.</exception>
    public void Start()
    {
        using var log = FileDescriptor.Open(Path.Combine(directory, "log"), OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate | OpenFlags.Append, 0x180);
        var child = Spawn.Start(new SpawnOptions
        {
            Program = settings.Program,
            Arguments = ["actor-gateway", "--engine", engine, "--listen", $"fd:{GatewaySockets.FirstDescriptor}", .. settings.Tcp.Enabled ? (string[])["--listen-tls", $"fd:{GatewaySockets.FirstDescriptor + 1}"] : []],
            Environment = [.. Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Where(entry => (string)entry.Key != "NOTIFY_SOCKET").Select(entry => $"{entry.Key}={entry.Value}")],
            WorkingDirectory = "/",
            Descriptors = [.. sockets!.All.Select((socket, index) => new DescriptorMapping(socket, GatewaySockets.FirstDescriptor + index)), new DescriptorMapping(log, 2)],
            NewSession = true,
        });
        (pidfd, pid, looked) = (child.Pidfd, child.Pid, 0);
        GatewayNote.Write(NoteFile, new GatewayNote(pid, ProcessTable.StartTime(pid) ?? 0, Identity()));
    }

    /// <summary>Waits until the program ends or this is interrupted; how it ended, where that is known.</summary>
    public ProcessExit? WaitForEnd()
    {
        Span<PollEntry> entries = [new(bell.Number, PollEvents.Read), new(pidfd!.Number, PollEvents.Read)];
        while (Poll.Wait(entries, -1) == 0)
        {
        }

        if (entries[1].Ready == PollEvents.None) return null;
        ProcessExit? ended = Linux.Pidfd.TryReap(pidfd, out var exit) ? exit : null;
        lock (gate)
        {
            pidfd.Dispose();
            (pidfd, pid) = (null, 0);
        }

        return ended;
    }

    /// <summary>True where a client waits and the program has done nothing since the last look. May be asked while another thread waits.</summary>
    public bool LooksStuck()
    {
        ulong now = pid is > 0 and var number ? ProcessTable.ProcessorTime(number) ?? 0 : 0, before = looked;
        looked = now;
        return now == before && sockets is { } listening && listening.HasClients();
    }

    /// <summary>Sends the program a signal. May be used while another thread waits.</summary>
    public void Signal(int signal)
    {
        lock (gate)
        {
            if (pidfd is { } running) Linux.Pidfd.TrySignal(running, signal);
        }
    }

    /// <summary>Makes whoever waits come back.</summary>
    public void Interrupt() => EventCounter.Signal(bell);

    /// <summary>The daemon ends: where nobody listens from now on, the file goes. A program that runs ends by itself when its engine stays away.</summary>
    public void Dispose()
    {
        if (pid == 0) sockets?.RemoveFile();
        sockets?.Dispose();
        pidfd?.Dispose();
        bell.Dispose();
    }

    private string NoteFile => Path.Combine(directory, "pid");

    // Which build it is, and where it listens.
    private string Identity() => string.Create(CultureInfo.InvariantCulture,
        $"{File.GetLastWriteTimeUtc(settings.Program).Ticks}:{File.GetLastWriteTimeUtc(settings.Program + ".dll").Ticks} {settings.Socket} {(settings.Tcp.Enabled ? $"{settings.Tcp.Hostname}:{settings.Tcp.Port}" : "-")}");
}
