using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    // System messages that have to wait, latest first.
    private SystemMessage? _stashedSystemMessages;

    private enum Phase
    {
        Running,
        Suspended,
        WaitingForChildren,
    }

    public virtual void SendSystemMessage(ISystemMessage systemMessage)
    {
        try
        {
            Dispatcher.SystemDispatch(this, (SystemMessage)systemMessage);
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Parent.ToString()!, ActorType, "Swallowing exception during message send"));
        }
    }

    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public void Resume(Exception? causedByFailure) => SendSystemMessage(new Resume(causedByFailure));

    public void Suspend() => SendSystemMessage(new Suspend());

    public void Stop() => SendSystemMessage(new Terminate());

    /// <summary>Processes one system message, and those that waited for the state it brings about.</summary>
    internal void SystemInvoke(SystemMessage message)
    {
        var phase = CurrentPhase();
        SystemMessage? todo = message;
        while (todo is not null)
        {
            var current = todo;
            todo = current.Next;
            current.Unlink();
            try
            {
                if (MustWait(current, phase))
                    StashSystemMessage(current);
                else
                    Handle(current);
            }
            catch (Exception cause)
            {
                HandleInvokeFailure(cause);
            }

            var next = CurrentPhase();
            if (next < phase)
                todo = UnstashBefore(todo);
            phase = next;
            if (IsTerminated)
            {
                SendAllToDeadLetters(todo);
                return;
            }
        }
    }

    private Phase CurrentPhase()
    {
        if (_children is { IsWaitingForChildren: true })
            return Phase.WaitingForChildren;
        return _mailbox.IsSuspended ? Phase.Suspended : Phase.Running;
    }

    private static bool MustWait(SystemMessage message, Phase phase) => phase switch
    {
        Phase.WaitingForChildren => message.StashWhenWaitingForChildren,
        Phase.Suspended => message.StashWhenFailed,
        _ => false,
    };

    private void StashSystemMessage(SystemMessage message)
    {
        message.Next = _stashedSystemMessages;
        _stashedSystemMessages = message;
    }

    private SystemMessage? UnstashBefore(SystemMessage? rest)
    {
        while (_stashedSystemMessages is { } message)
        {
            _stashedSystemMessages = message.Next;
            message.Next = rest;
            rest = message;
        }

        return rest;
    }

    private void SendAllToDeadLetters(SystemMessage? messages)
    {
        while (messages is not null)
        {
            var message = messages;
            messages = message.Next;
            message.Unlink();
            _system.DeadLetters.Tell(message, _self);
        }
    }

    private void Handle(SystemMessage message)
    {
        switch (message)
        {
            case ActorTaskMessage task:
                HandleTask(task);
                break;
            case Failed failed:
                HandleFailed(failed);
                break;
            case DeathWatchNotification notification:
                WatchedActorTerminated(notification.Actor, notification.ExistenceConfirmed, notification.AddressTerminated);
                break;
            case Create create:
                Create(create.Failure);
                break;
            case Watch watch:
                AddWatcher(watch.Watchee, watch.Watcher);
                break;
            case Unwatch unwatch:
                RemWatcher(unwatch.Watchee, unwatch.Watcher);
                break;
            case Recreate recreate:
                FaultRecreate(recreate.Cause);
                break;
            case Dispatch.SysMsg.Suspend:
                FaultSuspend();
                break;
            case Resume resume:
                FaultResume(resume.CausedByFailure);
                break;
            case Dispatch.SysMsg.Terminate:
                Terminate();
                break;
            case Supervise supervise:
                HandleSupervise(supervise.Child);
                break;
            case NoMessage:
                break;
            default:
                throw new NotSupportedException($"Unknown message {message.GetType().Name}");
        }
    }

    private void HandleSupervise(IActorRef child)
    {
        if (IsTerminating)
            return;
        if (InitChild((IInternalActorRef)child) is null)
            PublishDebug($"received Supervise from unregistered child {child.Path}, this will not end well");
        else if (_system.Settings.DebugLifecycle)
            PublishDebug("now supervising " + child.Path);
    }

    private void HandleTask(ActorTaskMessage task)
    {
        CurrentMessage = task.Message!;
        if (task.Exception is { } failure)
        {
            // Lifts the suspension of the asynchronous handler; the failure suspends anew.
            Resume(failure);
            HandleInvokeFailure(failure);
            return;
        }

        task.ExecuteTask();
        CurrentMessage = null!;
    }
}
