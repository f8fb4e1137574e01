using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Lifecycle;

/// <summary>Finding the container a message is about, and keeping its actor alive.</summary>
public sealed partial class LifecycleManagerActor
{
    private static readonly TimeSpan FirstRespawn = TimeSpan.FromMilliseconds(200), LongestRespawn = TimeSpan.FromSeconds(10);

    private readonly HashSet<ContainerId> leaving = [];
    private readonly Dictionary<ContainerId, int> respawns = [];

    private void Route(ContainerReference reference, object message)
    {
        if (index.Names.Resolve(reference, out Fault? fault) is not { } id) Sender.Tell(fault!);
        else if (unwritten.Contains(id)) Sender.Tell(new Fault(FaultCode.NotFound, $"No such container: {reference.Value}"));
        else Child(id).Forward(message);
    }

    // An exec session may be named without its container.
    private void RouteExec(ContainerReference reference, ExecId exec, object message)
    {
        if (reference.Value is { Length: > 0 }) Route(reference, message);
        else if (ExecIds.OwnerOf(exec) is { } digits && index.Names.Beginning(digits) is { } id) Child(id).Forward(message);
        else Sender.Tell(ExecBook.Unknown(exec));
    }

    private IActorRef Child(ContainerId id)
    {
        if (children.TryGetValue(id, out IActorRef? child)) return child;
        return Spawn(id, waitingForRecovery.Remove(id) ? SpawnReason.DaemonStart : SpawnReason.Respawn);
    }

    private IActorRef Spawn(ContainerId id, SpawnReason reason)
    {
        if (reason != SpawnReason.Created) recovering.Add(id);
        IActorRef child = Context.ActorOf(ContainerActor.Props(services, host, id, reason), "container-" + id.Value);
        Context.Watch(child);
        children[id] = child;
        State();
        return child;
    }

    private void OnTerminated(Terminated message)
    {
        if (message.ActorRef.Equals(journal))
        {
            OnJournalGone();
            return;
        }

        ContainerId id = default;
        foreach ((ContainerId of, IActorRef child) in children)
            if (child.Equals(message.ActorRef)) id = of;
        if (id.Value is null) return;
        children.Remove(id);
        if (leaving.Remove(id) || index.Find(id) is null) return;
        if (unreadable.Remove(id, out Exception? why))
        {
            Bury(id, why);
            return;
        }

        // Its journal could not be written, or it failed too often. The container itself may well run: the actor is made anew.
        int count = respawns[id] = respawns.GetValueOrDefault(id) + 1;
        TimeSpan pause = TimeSpan.FromTicks(Math.Min(FirstRespawn.Ticks << Math.Min(count - 1, 8), LongestRespawn.Ticks));
        Timers.StartSingleTimer(id, new Respawn(id), pause);
    }

    private void OnRespawn(ContainerId id)
    {
        if (index.Find(id) is not null && !children.ContainsKey(id)) Spawn(id, SpawnReason.Respawn);
    }

    // What was under way to an actor that stopped: nobody is left waiting for an answer.
    private void OnDeadLetter(DeadLetter letter)
    {
        if (letter.Message is not (IContainerMessage or StartDependency or OpenExec or SettleExec or OpenStdin or AwaitRelease or BeginCreate or RepeatCreate)) return;
        string recipient = letter.Recipient.Path.ToStringWithoutAddress(), below = path + "/container-";
        if (!recipient.StartsWith(below, StringComparison.Ordinal)) return;
        string[] names = recipient[below.Length..].Split('/', 2);
        string name = names[0];
        // A session that has just ended: its container remembers how.
        if (names.Length > 1 && letter.Message is (InspectExec or ResizeExec or SettleExec) && children.TryGetValue(new ContainerId(name), out IActorRef? owner))
        {
            owner.Tell(letter.Message, letter.Sender);
            return;
        }

        bool known = index.Find(new ContainerId(name)) is not null;
        letter.Sender.Tell(known
            ? new Fault(FaultCode.Unavailable, "The container's actor is being made anew; ask again.")
            // A creation that was cut off and has just been taken back: as if it had not been asked for.
            : letter.Message is RepeatCreate ? new Fault(FaultCode.Unavailable, "The same operation came to nothing before and was taken back; ask again.")
            : new Fault(FaultCode.NotFound, $"No such container: {name[..Math.Min(12, name.Length)]}"));
    }
}
