using System.Text;
using ActorEngine.Linux;
using ActorEngine.Shim.Exec;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Runtime;
using ActorEngine.Shim.Watch;
using ActorEngine.Shim.Wire;

namespace ActorEngine.Shim;

/// <summary>The shim: one container, one thread. Holds the parts together and says when it is over.</summary>
internal sealed class ShimHost
{
    private const int ControlDescriptor = 3, ScratchSize = 64 * 1024;

    public ShimHost()
    {
        Children = new RuntimeChild(Loop, Reaper);
        Container = new Container(this);
        Execs = new ExecTable(this);
        Clients = new ClientTable(this);
    }

    public PollLoop Loop { get; } = new();

    public ChildReaper Reaper { get; } = new();

    public RuntimeChild Children { get; }

    public Container Container { get; }

    public ExecTable Execs { get; }

    public ClientTable Clients { get; }

    /// <summary>Where every read lands first; one is enough for one thread.</summary>
    public NativeBuffer Scratch { get; } = new(ScratchSize);

    public int Pid { get; } = Environment.ProcessId;

    public ulong StartTime { get; private set; }

    public int Run()
    {
        ProcessControl.BecomeSubreaper();
        ProcessControl.SetUmask(0x12);
        StartTime = ProcessTable.StartTime(Pid) ?? 0;
        Loop.Watch(new TerminationWatch(this));
        Clients.Listen();
        using (FileDescriptor file = FileDescriptor.Open(Frames.PidFileName, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate, 0x180))
            file.WriteAll(Encoding.ASCII.GetBytes(Pid.ToString() + " " + StartTime.ToString() + "\n"));

        Clients.Adopt(new FileDescriptor(ControlDescriptor));
        Loop.Run();
        return 0;
    }

    /// <summary>Whether the shim may end: nothing runs, and nothing is left that nobody knows.</summary>
    public bool MayEnd => Container.IsOver && !Execs.AnyRunning;

    /// <summary>Ends the loop once everything queued was sent.</summary>
    public void End()
    {
        FileTree.Remove(FileDescriptor.CurrentDirectory, Frames.SocketName);
        FileTree.Remove(FileDescriptor.CurrentDirectory, Frames.PidFileName);
        Loop.Stop();
    }
}
