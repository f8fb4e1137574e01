using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Stands above the root guardian; its end is the end of the system.</summary>
public class RootGuardianSupervisor(RootActorPath root, IActorRefProvider provider, TaskCompletionSource<Status> terminationPromise, ILoggingAdapter log) : MinimalActorRef
{
    private Exception? _cause;

    public override ActorPath Path { get; } = root / "_Root-guardian-supervisor";

    public override IActorRefProvider Provider { get; } = provider;

    /// <summary>Why the guardian failed, or null.</summary>
    public Exception CauseOfTermination => _cause!;

    public override void Stop() => terminationPromise.TrySetResult(
        _cause is null ? Status.Success.Instance : new Status.Failure(_cause));

    public override void SendSystemMessage(ISystemMessage systemMessage)
    {
        switch (systemMessage)
        {
            case Failed failed:
                log.Error(failed.Cause, "guardian {0} failed, shutting down!", failed.Child);
                _cause = failed.Cause;
                ((IInternalActorRef)failed.Child).Stop();
                break;
            case DeathWatchNotification:
                Stop();
                break;
        }
    }

    protected override void TellInternal(object message, IActorRef sender) =>
        log.Warning("{0} received unexpected message [{1}]", Path, message);
}
