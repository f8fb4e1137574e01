using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private bool _taskRunning;

    /// <summary>Runs an asynchronous step of a command; no other message is handled before it ends.</summary>
    protected void RunTask(Func<Task> action)
    {
        if (_taskRunning) throw new NotSupportedException("RunTask calls cannot be nested");
        ActorTaskScheduler.RunTask(() => Track(action()));
    }

    private Task Track(Task task)
    {
        if (task.IsCompleted) return task;
        _taskRunning = true;
        return Finish();

        async Task Finish()
        {
            var failed = true;
            try
            {
                await task;
                failed = false;
            }
            finally
            {
                _taskRunning = false;
                OnCommandHandled(failed);
            }
        }
    }

    private void OnProcessingCommands(Receive receive, object message)
    {
        if (TryHandleWriteResponse(message)) return;
        var failed = true;
        try
        {
            base.AroundReceive(receive, message);
            failed = false;
        }
        finally
        {
            OnCommandHandled(failed);
        }
    }

    private void OnPersistingEvents(object message)
    {
        if (!TryHandleWriteResponse(message)) StashInternally(message);
    }

    private void OnCommandHandled(bool failed)
    {
        FlushBatch();
        if (_taskRunning) return;
        if (_pendingHolds > 0) _phase = Phase.PersistingEvents;
        else UnstashInternally(failed);
    }

    private bool TryHandleWriteResponse(object message)
    {
        switch (message)
        {
            case WriteMessageSuccess success:
                if (success.ActorInstanceId == _instanceId) OnWritten(success.Persistent);
                return true;
            case LoopMessageSuccess looped:
                if (looped.ActorInstanceId == _instanceId) Invoke(looped.Message);
                return true;
            case WriteMessageRejected rejected:
                if (rejected.ActorInstanceId == _instanceId) OnRejected(rejected);
                return true;
            case WriteMessageFailure failure:
                if (failure.ActorInstanceId == _instanceId) OnFailed(failure);
                return true;
            case WriteMessagesSuccessful:
                _writeInProgress = false;
                FlushJournalBatch();
                return true;
            case WriteMessagesFailed failed:
                // With writes in the batch, a failure for each follows and stops the actor.
                if (failed.WriteCount == 0) _writeInProgress = false;
                return true;
            case RecoveryTick:
                return true;
            default:
                return false;
        }
    }

    private void OnWritten(IPersistentRepresentation persistent)
    {
        UpdateLastSequenceNr(persistent);
        Invoke(persistent.Payload);
    }

    private void OnRejected(WriteMessageRejected rejected)
    {
        UpdateLastSequenceNr(rejected.Persistent);
        CompleteInvocation(failed: false);
        OnPersistRejected(rejected.Cause, rejected.Persistent.Payload, rejected.Persistent.SequenceNr);
    }

    private void OnFailed(WriteMessageFailure failure)
    {
        CompleteInvocation(failed: false);
        try
        {
            OnPersistFailure(failure.Cause, failure.Persistent.Payload, failure.Persistent.SequenceNr);
        }
        finally
        {
            Context.Stop(Self);
        }
    }

    private void Invoke(object payload)
    {
        var pending = _pendingHandlers.Peek();
        if (pending.AsyncHandler is { } handler)
        {
            ActorTaskScheduler.RunTask(() => InvokeAsync(payload, handler));
            return;
        }

        var failed = true;
        try
        {
            pending.Handler!(payload);
            failed = false;
        }
        finally
        {
            FlushBatch();
            CompleteInvocation(failed);
        }
    }

    /// <summary>The mailbox is suspended until the task ends.</summary>
    private async Task InvokeAsync(object payload, Func<object, Task> handler)
    {
        var failed = true;
        try
        {
            var task = handler(payload);
            _taskRunning = !task.IsCompleted;
            await task;
            failed = false;
        }
        finally
        {
            _taskRunning = false;
            FlushBatch();
            CompleteInvocation(failed);
        }
    }

    /// <summary>
    /// The first pending handler is done. When no other one holds commands back, commands go on, even if handlers of
    /// asynchronously persisted events are still pending.
    /// </summary>
    private void CompleteInvocation(bool failed)
    {
        if (_pendingHandlers.Dequeue().HoldsCommands) _pendingHolds--;
        if (_pendingHolds > 0)
        {
            _phase = Phase.PersistingEvents;
            return;
        }

        _phase = Phase.ProcessingCommands;
        UnstashInternally(failed);
    }
}
