namespace ActorEngine.Daemon;

/// <summary>When a burst is over: much was allocated since the last trim, and next to nothing since the last look.</summary>
internal sealed class TrimPolicy
{
    /// <summary>Bytes allocated since the last trim that are worth another.</summary>
    public const long Burst = 4 * 1024 * 1024;

    /// <summary>Bytes allocated between two looks that still count as rest: a sampler's tick, a question.</summary>
    public const long Rest = 512 * 1024;

    private long trimmed, last;

    /// <param name="allocated">Bytes the process has allocated since it started.</param>
    public bool IsDue(long allocated)
    {
        bool resting = allocated - last <= Rest;
        last = allocated;
        return resting && allocated - trimmed >= Burst;
    }

    public void Done(long allocated) => trimmed = last = allocated;
}
