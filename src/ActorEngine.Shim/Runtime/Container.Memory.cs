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
    private bool lookingAgain;

    public long OutOfMemoryKills { get; private set; }

    // Version 1 raises its event before the kernel has chosen whom to kill, and raises no other one after the kill.
    private void OnMemoryEvent()
    {
        if (TellKills() || lookingAgain) return;
        lookingAgain = true;
        LookAgain(1);
    }

    private void LookAgain(int pause) => host.Loop.After(pause, () =>
    {
        bool over = State == ShimState.Exited || TellKills() || pause >= LastPause;
        if (over) lookingAgain = false;
        else LookAgain(pause * 2);
    });

    private bool TellKills()
    {
        long now = memory!.Kills();
        if (now <= OutOfMemoryKills) return false;
        OutOfMemoryKills = now;
        host.Clients.Notify(new OutOfMemory(now));
        return true;
    }
}
