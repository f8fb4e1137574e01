using ActorEngine.Linux;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Watch;

namespace ActorEngine.Shim.Runtime;

/// <summary>Lack of memory: counting the kernel's kills and telling about them.</summary>
internal sealed partial class Container
{
    /// <summary>How long a kill may come after its announcement: 1 + 2 + 4 + ... milliseconds.</summary>
    private const int LastPause = 1024;

    private MemoryWatch? memory;
    private Pollable? memoryNotice;
    private int nextPause;
    private long lastKill;
    private bool killSent;

    /// <summary>A program that passes the end of a killed child on does so within this time.</summary>
    private const long Aftermath = 2_000_000_000;

    public long OutOfMemoryKills { get; private set; }

    // Version 1 raises its event before the kernel has chosen whom to kill, and raises no other one after the kill.
    private void OnMemoryEvent()
    {
        TellKills();
        bool looking = nextPause > 0;
        nextPause = 1;
        if (!looking) LookAgain();
    }

    private void LookAgain() => host.Loop.After(nextPause, () =>
    {
        nextPause = State == ShimState.Exited || nextPause >= LastPause ? 0 : nextPause * 2;
        if (State != ShimState.Exited) TellKills();
        if (nextPause > 0) LookAgain();
    });

    private void TellKills()
    {
        long now = memory!.Kills();
        if (now <= OutOfMemoryKills) return;
        OutOfMemoryKills = now;
        lastKill = Clock.Monotonic;
        host.Clients.Notify(new OutOfMemory(now));
    }

    // A kill that hit another process, long ago or without consequence, is no reason for this end; nor is one that somebody asked for.
    private bool EndedByLackOfMemory(ProcessExit? ended)
    {
        const int killed = 128 + Signals.Kill;
        bool byKill = ended is not { } known || known.Signal == Signals.Kill || known.Code == killed;
        return byKill && !killSent && OutOfMemoryKills > 0 && Clock.Monotonic - lastKill < Aftermath;
    }
}
