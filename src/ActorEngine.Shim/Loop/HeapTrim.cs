namespace ActorEngine.Shim.Loop;

/// <summary>
/// Gives back what the collected heap no longer needs. Left alone the collector lets a heap under load grow to a megabyte and more and
/// keeps it, while what lives in it is a few tens of kilobytes.
/// </summary>
internal sealed class HeapTrim
{
    private const long Allowance = 32 * 1024;

    private long due = Allowance;

    /// <summary>Called once a turn of the loop; collects when enough was allocated since the last time.</summary>
    public void Check()
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        if (allocated < due) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        due = allocated + Allowance;
    }
}
