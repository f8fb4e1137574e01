using ActorEngine.Linux;

namespace ActorEngine.Daemon;

/// <summary>
/// Gives memory back when work is over: left alone, a daemon that is done with a burst (its own start, an import) keeps what the burst needed for as long as
/// nothing else is asked of it, since only allocation makes the collector run.
/// </summary>
internal sealed class MemoryTrim
{
    private readonly TrimPolicy policy = new();

    public void Check()
    {
        if (!policy.IsDue(GC.GetTotalAllocatedBytes())) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        MemoryPages.TrimAllocator();
        policy.Done(GC.GetTotalAllocatedBytes());
    }
}
