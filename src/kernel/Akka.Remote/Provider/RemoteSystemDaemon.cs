using Akka.Actor;
using Akka.Remote.Serialization;

namespace Akka.Remote;

/// <summary>/remote, where other systems would deploy actors. It refuses: code does not come from elsewhere.</summary>
internal sealed class RemoteSystemDaemon(IActorRefProvider provider, ActorPath path, IInternalActorRef parent, Notices notices) : MinimalActorRef
{
    public override ActorPath Path { get; } = path;

    public override IActorRefProvider Provider { get; } = provider;

    public override IInternalActorRef Parent { get; } = parent;

    protected override void TellInternal(object message, IActorRef sender)
    {
        switch (message)
        {
            case DaemonMsgCreate create:
                notices.Warn("deployment", $"Refused to deploy an actor at [{create.Path}] for another system: remote deployment is not supported");
                break;
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, this), this);
                break;
        }
    }
}
