using Akka.Actor;

namespace ActorEngine.Client;

public sealed partial class ContainerRef
{
    /// <summary>
    /// The watcher is told <see cref="Exited"/> for each end of the container, at once where it has ended already, over restarts of the engine; and
    /// <see cref="ContainerRemoved"/> at last. Of the link it is told <see cref="NodeUnreachable"/> and <see cref="NodeReachable"/>.
    /// </summary>
    public void Watch(IActorRef watcher) => engine.Watching.Tell(new WatchContainer(this, watcher), ActorRefs.NoSender);

    /// <summary>The watcher is told no more.</summary>
    public void Unwatch(IActorRef watcher) => engine.Watching.Tell(new UnwatchContainer(this, watcher), ActorRefs.NoSender);

    /// <summary>
    /// Ties the container to the actor that calls this: when the actor stops, the container is stopped; when the container ends or is removed, the actor
    /// fails with a <see cref="DeathPactException"/>, which its supervisor handles as any other failure, unless the actor handles
    /// <see cref="Terminated"/> of the link that is returned. Stopping the link unties both.
    /// </summary>
    public IActorRef LinkTo(IActorContext context)
    {
        var tie = engine.System.ActorOf(ContainerTieActor.Props(this, Link, context.Self));
        return context.Watch(tie);
    }
}
