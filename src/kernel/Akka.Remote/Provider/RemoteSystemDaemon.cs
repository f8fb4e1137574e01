using Akka.Actor;
using Akka.Event;
using Akka.Remote.Serialization;

namespace Akka.Remote;

/// <summary>/remote, where other systems would deploy actors. It refuses: code does not come from elsewhere.</summary>
internal sealed class RemoteSystemDaemon(IActorRefProvider provider, ActorPath path, IInternalActorRef parent, ILoggingAdapter log) : MinimalActorRef
{
    public override ActorPath Path { get; } = path;

    public override IActorRefProvider Provider { get; } = provider;

    public override IInternalActorRef Parent { get; } = parent;

    protected override void TellInternal(object message, IActorRef sender)
    {
        switch (message)
        {
            case DaemonMsgCreate create:
                log.Warning("Refused to deploy an actor at [{0}] for another system: remote deployment is not supported", create.Path);
                break;
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, this), this);
                break;
            default:
                log.Debug("Daemon message of type [{0}] is ignored", message.GetType());
                break;
        }
    }
}
