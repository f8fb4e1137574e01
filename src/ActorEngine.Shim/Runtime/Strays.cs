using ActorEngine.Linux;

namespace ActorEngine.Shim.Runtime;

/// <summary>
/// Ends what a failed runtime call left behind: a runtime works in processes that it forks off, and when it is killed they go on, make
/// a control group and even a container that nobody knows. Orphans come to the shim, so all of them are its children sooner or later.
/// </summary>
internal sealed class Strays(ShimHost host)
{
    private const int Pause = 1, Patience = 2000;

    /// <summary>Kills every child that nobody watches, and theirs, and says when there are none; gives up on what cannot be killed.</summary>
    public void End(Action done) => Round(Patience, done);

    private void Round(int left, Action done)
    {
        bool any = false;
        foreach (int pid in ProcessTable.Children())
        {
            if (host.Reaper.IsKnown(pid) || ProcessTable.State(pid) is 'Z' or 'X' or null) continue;
            any = true;
            Signals.TrySend(pid, Signals.Kill);
        }

        if (any && left > 0) host.Loop.After(Pause, () => Round(left - Pause, done));
        else done();
    }
}
