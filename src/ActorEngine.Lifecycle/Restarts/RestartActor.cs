using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>The pause of a backoff is over.</summary>
internal sealed record RestartDue;

/// <summary>Waits out one backoff pause, tells its container, and ends. The scheduler's clock never jumps.</summary>
internal sealed class RestartActor : ReceiveActor, IWithTimers
{
    private readonly LifecycleServices services;
    private readonly TimeSpan delay;
    private readonly string path;

    public RestartActor(LifecycleServices services, TimeSpan delay)
    {
        this.services = services;
        this.delay = delay;
        path = Self.Path.ToStringWithoutAddress();
        Receive<RestartDue>(OnDue);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(LifecycleServices services, TimeSpan delay) => Akka.Actor.Props.Create(() => new RestartActor(services, delay));

    protected override void PreStart()
    {
        services.States.Set(path, nameof(RestartActor), $"waiting {delay.TotalSeconds:0.#} s");
        Timers.StartSingleTimer(nameof(RestartDue), new RestartDue(), delay);
    }

    protected override void PostStop() => services.States.Remove(path);

    private void OnDue(RestartDue due)
    {
        Context.Parent.Tell(due);
        Context.Stop(Self);
    }
}
