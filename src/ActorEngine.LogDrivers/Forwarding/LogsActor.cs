using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;

namespace ActorEngine.LogDrivers;

/// <summary>
/// Owns what happens to logs beside the shims: a forwarder for each container whose driver hands its log to somebody, while there is something to hand over, and
/// the keeper that compresses files which were left behind.
/// </summary>
public sealed class LogsActor : ReceiveActor
{
    private readonly LogServices services;
    private readonly Dictionary<ContainerId, IActorRef> forwarders = [];
    private IActorRef keeper;

    public LogsActor(LogServices services)
    {
        this.services = services;
        keeper = MakeKeeper();
        Receive<ContainerChanged>(OnChanged);
        Receive<DrainLog>(OnDrain);
        Receive<Terminated>(OnTerminated);
    }

    public static Props Props(LogServices services) => Akka.Actor.Props.Create(() => new LogsActor(services));

    /// <inheritdoc />
    protected override void PreStart()
    {
        services.Deliveries.Owner = Self;
        // First, so that no change falls in between.
        Context.System.EventStream.Subscribe(Self, typeof(ContainerChanged));
        foreach (var view in services.Containers()) Look(view);
        State();
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        services.States.Remove(Self);
    }

    private void OnChanged(ContainerChanged change)
    {
        if (forwarders.TryGetValue(change.View.Id, out var forwarder)) forwarder.Tell(change);
        if (change.Removed) services.Deliveries.Forget(change.View.Id);
        else Look(change.View);
    }

    private void Look(ContainerView view)
    {
        // Of a container that has not recovered only the last note is known.
        if (view.Recovering || view.Status is ContainerStatus.Created or ContainerStatus.Removing or ContainerStatus.Dead) return;
        string driver = view.Inspection.Settings.Log.Driver ?? LogDriver.Local;
        if (!RunPhase.IsOpen(view)) keeper.Tell(new LogKeeperActor.Ended(view));
        if (!LogDriver.Forwards(driver) || forwarders.ContainsKey(view.Id)) return;
        bool isSettled = services.Deliveries.Find(view.Id) is { } known && known.Position >= RunPhase.EndOf(view);
        if (RunPhase.IsOpen(view) || !isSettled) Make(view);
    }

    private void OnDrain(DrainLog drain)
    {
        if (!forwarders.TryGetValue(drain.View.Id, out var forwarder)) forwarder = Make(drain.View);
        forwarder.Tell(drain);
    }

    private IActorRef Make(ContainerView view)
    {
        var made = Context.Watch(Context.ActorOf(LogForwarderActor.Props(services, view), "forward-" + view.Id.Value));
        forwarders[view.Id] = made;
        State();
        return made;
    }

    private void OnTerminated(Terminated gone)
    {
        if (gone.ActorRef.Equals(keeper))
        {
            keeper = MakeKeeper();
            return;
        }

        var id = new ContainerId(gone.ActorRef.Path.Name["forward-".Length..]);
        forwarders.Remove(id);
        State();
        // What changed while it stopped.
        if (services.Find(id) is { } view) Look(view);
        else services.Deliveries.Forget(id);
    }

    private void State() => services.States.Set(Self, nameof(LogsActor), $"forwarding {forwarders.Count}");

    private IActorRef MakeKeeper() => Context.Watch(Context.ActorOf(LogKeeperActor.Props(services), "keeper"));

    /// <summary>A child that throws is stopped, and made anew by what is known of its container then.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
}
