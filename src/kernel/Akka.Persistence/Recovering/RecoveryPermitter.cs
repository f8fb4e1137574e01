using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Lets at most so many actors recover at the same time (<c>max-concurrent-recoveries</c>); the others wait in turn.</summary>
internal sealed class RecoveryPermitter(int maxPermits) : UntypedActor
{
    private readonly LinkedList<IActorRef> _waiting = [];
    private readonly HashSet<IActorRef> _recovering = [];

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RequestRecoveryPermit:
                OnRequest(Sender);
                break;
            case ReturnRecoveryPermit:
                OnReturn(Sender);
                break;
            case Terminated terminated:
                if (!_waiting.Remove(terminated.ActorRef)) OnReturn(terminated.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnRequest(IActorRef actor)
    {
        Context.Watch(actor);
        if (_recovering.Count >= maxPermits) _waiting.AddLast(actor);
        else Grant(actor);
    }

    private void OnReturn(IActorRef actor)
    {
        if (!_recovering.Remove(actor)) return;
        Context.Unwatch(actor);
        if (_waiting.First is not { } next) return;
        _waiting.RemoveFirst();
        Grant(next.Value);
    }

    private void Grant(IActorRef actor)
    {
        _recovering.Add(actor);
        actor.Tell(RecoveryPermitGranted.Instance, Self);
    }
}
