using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Keeps the system guardian waiting until the transport is shut down.</summary>
internal sealed class RemotingTerminator(IActorRef systemGuardian, RemoteTransport transport) : UntypedActor, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    private readonly ILoggingAdapter _log = Context.GetLogger();

    protected override void PreStart() => systemGuardian.Tell(RegisterTerminationHook.Instance);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TerminationHook:
                _log.Debug("Shutting the remote transport down");
                transport.Shutdown().PipeTo(Self, success: static () => Closed.Instance, failure: static _ => Closed.Instance);
                break;
            case Closed:
                systemGuardian.Tell(TerminationHookDone.Instance);
                Context.Stop(Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private sealed class Closed
    {
        public static readonly Closed Instance = new();
    }
}
