using ActorEngine.Linux;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>
/// Gives memory back when work is over: left alone, a daemon that is done with a burst (its own start, an import) keeps what the burst needed for as long as
/// nothing else is asked of it, since only allocation makes the collector run.
/// </summary>
internal sealed class TrimActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1), Pause = TimeSpan.FromSeconds(5);

    private readonly TrimPolicy policy = new();

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props() => Akka.Actor.Props.Create(() => new TrimActor());

    public TrimActor() => Watching();

    protected override void PreStart() => Timers.StartPeriodicTimer("look", Look.Instance, First, Pause);

    private void Watching()
    {
        Receive<Look>(_ =>
        {
            if (!policy.IsDue(GC.GetTotalAllocatedBytes())) return;
            Become(Trimming);
            Task.Run(Trim).PipeTo(Self);
        });
    }

    private void Trimming()
    {
        Receive<Look>(_ => { });
        Receive<Trimmed>(trimmed =>
        {
            policy.Done(trimmed.Allocated);
            Become(Watching);
        });
    }

    private static Trimmed Trim()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        MemoryPages.TrimAllocator();
        return new Trimmed(GC.GetTotalAllocatedBytes());
    }

    private sealed record Look
    {
        public static readonly Look Instance = new();
    }

    private sealed record Trimmed(long Allocated);
}
