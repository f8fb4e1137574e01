using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Daemon;

/// <summary>Does a chore of the daemon again and again, outside the actors, never two at once.</summary>
internal sealed class ChoreActor : ReceiveActor, IWithTimers
{
    private readonly TimeSpan first, pause;
    private readonly Action chore;
    private readonly ILoggingAdapter log = Context.GetLogger();

    public ChoreActor(TimeSpan first, TimeSpan pause, Action chore)
    {
        (this.first, this.pause, this.chore) = (first, pause, chore);
        Resting();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="first">Until it is done for the first time.</param>
    /// <param name="pause">Between two times; one that takes longer skips some.</param>
    /// <param name="chore">May block. What it throws is logged.</param>
    public static Props Props(TimeSpan first, TimeSpan pause, Action chore) => Akka.Actor.Props.Create(() => new ChoreActor(first, pause, chore));

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Due), new Due(), first, pause);

    private void Resting() => Receive<Due>(_ =>
    {
        Become(Working);
        Task.Run(chore).PipeTo(Self, Self, () => new Ended(null), failure => new Ended(failure));
    });

    private void Working()
    {
        Receive<Due>(_ => { });
        Receive<Ended>(ended =>
        {
            if (ended.Failure is { } failure) log.Warning("{0}: {1}", Self.Path.Name, failure.Message);
            Become(Resting);
        });
    }

    private sealed record Due;

    private sealed record Ended(Exception? Failure);
}
