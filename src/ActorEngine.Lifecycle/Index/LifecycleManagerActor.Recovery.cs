using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorEngine.Lifecycle;

/// <summary>After a start: the read side first, then the containers, some at a time; then what belongs to none of them.</summary>
public sealed partial class LifecycleManagerActor
{
    private readonly HashSet<ContainerId> recovering = [];
    private readonly HashSet<ContainerId> waitingForRecovery = [];
    private readonly Dictionary<ContainerId, Exception> unreadable = [];

    private void BeginRecovery()
    {
        foreach (IndexEntry entry in index.Entries)
        {
            // Also one of which nothing was noted: its creation may have been answered in the moment before the end.
            services.Projection.Set(ContainerViews.Of(entry, ContainerPaths.Of(services.Settings, entry.Id), $"{path}/container-{entry.Id.Value}"));
            waitingForRecovery.Add(entry.Id);
        }

        RecoverMore();
        // An index that was made anew from directories cannot tell strangers from containers.
        if (madeAnew) return;
        // The names are immutable and replaced whole; a container is in them before anything of it is on the machine.
        IndexState names = index;
        services.Networks.Tell(new SweepNetworks(id => names.Names.NameOf(id) is not null));
        services.Volumes.Tell(new SweepVolumes(id => names.Names.NameOf(id) is not null));
        Bounded.RunAsync(token => host.SweepAsync(id => names.Names.NameOf(id) is not null, token), services.Settings.OperationTimeout, services.Time)
            .PipeTo(Self, Self, findings => new Swept(findings, null), failure => new Swept([], failure));
    }

    private void RecoverMore()
    {
        while (recovering.Count < services.Settings.ParallelRecoveries && waitingForRecovery.Count > 0)
        {
            ContainerId next = waitingForRecovery.First();
            waitingForRecovery.Remove(next);
            Spawn(next, SpawnReason.DaemonStart);
        }

        services.Projection.Recovering = recovering.Count + waitingForRecovery.Count;
        State();
    }

    private void OnContainerRecovered(ContainerRecovered message)
    {
        respawns.Remove(message.Id);
        Settled(message.Id);
    }

    private void OnUnreadable(ContainerUnreadable message)
    {
        // A journal that is only slow is asked again. Of any other the one that stands in for it tells that it is settled.
        if (message.Failure is RecoveryTimedOutException) Settled(message.Id);
        else unreadable[message.Id] = message.Failure;
    }

    // One container's bad row takes nobody else along: an actor that knows how to be dead stands in its place.
    private void Bury(ContainerId id, Exception why)
    {
        IndexEntry entry = index.Find(id)!;
        string reason = $"The journal of container {entry.Name} ({id.Short}) cannot be read: {why.Message}";
        log.Error(why, "{0}", reason);
        services.Projection.Warn(reason);
        IActorRef dead = Context.ActorOf(DeadContainerActor.Props(services, host, entry, reason), "container-" + id.Value);
        Context.Watch(dead);
        children[id] = dead;
    }

    private void OnSwept(Swept message)
    {
        if (message.Failure is { } failure) log.Warning(failure, "Leftovers could not be swept.");
        foreach (string finding in message.Findings)
        {
            log.Warning("{0}", finding);
            services.Projection.Warn(finding);
            services.Events.Tell(new PublishEvent(services.Time.GetUtcNow(), "daemon", "sweep", "lifecycle")
            {
                Attributes = new Dictionary<string, string> { ["finding"] = finding },
            });
        }
    }
}
