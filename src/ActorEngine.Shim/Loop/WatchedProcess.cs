using ActorEngine.Linux;

namespace ActorEngine.Shim.Loop;

/// <summary>A process whose end the shim waits for through its pidfd. Reports the end once; null when nobody could tell how.</summary>
internal sealed class WatchedProcess : Pollable
{
    /// <summary>How long the kernel may take to know the exit of a process that is being collected by somebody else.</summary>
    private const int StrangerMilliseconds = 2000, StrangerPause = 10;

    private readonly PollLoop loop;
    private readonly ChildReaper reaper;
    private readonly Action<ProcessExit?> ended;
    private int waited;

    public WatchedProcess(PollLoop loop, ChildReaper reaper, int pid, FileDescriptor pidfd, Action<ProcessExit?> ended)
        : base(pidfd)
    {
        this.loop = loop;
        this.reaper = reaper;
        this.ended = ended;
        Pid = pid;
        reaper.Add(this);
        loop.Watch(this);
    }

    public int Pid { get; }

    public Errno Signal(int signal) => File.IsClosed ? Errno.ESRCH : Pidfd.TrySignal(File, signal);

    public override void OnReady(PollEvents ready)
    {
        if (Pidfd.TryReap(File, out ProcessExit exit))
        {
            reaper.Remove(this);
            Ended(exit);
            reaper.Sweep();
            return;
        }

        // Not a child: adopted, and a zombie until its real parent collects it.
        loop.Forget(this);
        AskKernel();
    }

    public void Ended(ProcessExit? exit)
    {
        loop.Forget(this);
        File.Dispose();
        ended(exit);
    }

    private void AskKernel()
    {
        bool told = Pidfd.TryGetExit(File, out ProcessExit exit) || ProcessTable.TryGetZombieExit(Pid, File, out exit);
        if (!told && waited < StrangerMilliseconds)
        {
            waited += StrangerPause;
            loop.After(StrangerPause, AskKernel);
            return;
        }

        reaper.Remove(this);
        Ended(told ? exit : null);
    }
}
