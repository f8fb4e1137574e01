using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Debug = Akka.Event.Debug;

namespace Akka.Actor;

public partial class ActorCell
{
    // Who failed: this actor, or the child whose failure it could not handle; null when all is well.
    private IActorRef? _perpetrator;

    private bool IsFailed => _perpetrator is not null;

    /// <summary>Suspends this actor and its children and tells the supervisor.</summary>
    private void HandleInvokeFailure(Exception cause, IEnumerable<IActorRef>? childrenNotToSuspend = null)
    {
        if (IsFailed)
            return;
        try
        {
            Dispatcher.Suspend(this);
            if (CurrentMessage is Failed)
            {
                _perpetrator = Sender;
                childrenNotToSuspend = (childrenNotToSuspend ?? []).Append(Sender);
            }
            else
            {
                _perpetrator = _self;
            }

            SuspendChildren(childrenNotToSuspend?.ToList());
            Parent.SendSystemMessage(new Failed(_self, cause, _self.Path.Uid));
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), ActorType, "Emergency stop: exception in failure handling for " + cause));
            try
            {
                StopChildren();
            }
            finally
            {
                FinishTerminate();
            }
        }
    }

    /// <summary>A child failed: the strategy decides, or the failure becomes this actor's own.</summary>
    private void HandleFailed(Failed failed)
    {
        CurrentMessage = failed;
        var child = failed.Child;
        Sender = child.IsNobody() ? _system.DeadLetters : child;
        if (_children is null || !_children.TryGet(child, out var stats))
        {
            PublishDebug($"Dropping Failed({failed.Cause}) from unknown child {child}");
            return;
        }

        if (stats.Uid != failed.Uid)
        {
            PublishDebug($"Dropping Failed({failed.Cause}) from old child {child} (uid={stats.Uid} != {failed.Uid})");
            return;
        }

        if (!_actor!.SupervisorStrategyInternal.HandleFailure(this, child, failed.Cause, stats, _children.Stats))
            ExceptionDispatchInfo.Throw(failed.Cause);
    }

    /// <summary>Restart, first half: the old instance says goodbye, its children are stopped.</summary>
    private void FaultRecreate(Exception cause)
    {
        if (_actor is null)
        {
            Publish(new Error(null, _self.Path.ToString(), GetType(), "Changing Recreate into Create after " + cause));
            FaultCreate();
            return;
        }

        if (!IsNormal)
        {
            FaultResume(null);
            return;
        }

        var failed = _actor;
        if (_system.Settings.DebugLifecycle)
            PublishDebug("Restarting");
        var message = CurrentMessage;
        try
        {
            failed.AroundPreRestart(cause, message);
            BeforeInstanceGoes(failed);
        }
        catch (Exception e)
        {
            Publish(new Error(new PreRestartException(_self, e, cause, message), _self.Path.ToString(), failed.GetType(), e.Message));
        }
        finally
        {
            ClearActor(failed);
        }

        if (_children is null || !_children.SetWaitReason(WaitReason.Recreation, cause))
            FinishRecreate(cause, failed);
    }

    /// <summary>Restart, second half: the new instance starts, surviving children are restarted too.</summary>
    private void FinishRecreate(Exception cause, ActorBase? failed)
    {
        var survivors = Children;
        try
        {
            try
            {
                Dispatcher.Resume(this);
            }
            finally
            {
                _perpetrator = null;
            }

            var fresh = NewActor();
            _actor = fresh;
            if (ReferenceEquals(fresh, failed))
                fresh.Unclear();
            InContext(fresh, actor => actor.AroundPostRestart(cause, null!));
            if (_system.Settings.DebugLifecycle)
                PublishDebug($"Restarted ({fresh})");
            if (_system.Settings.EmitActorTelemetry)
                _system.EventStream.Publish(new ActorRestarted(_self, _props.Type, cause));
            foreach (var child in survivors)
                RestartSurvivor(child, cause);
        }
        catch (Exception e)
        {
            ClearActor(_actor);
            HandleInvokeFailure(new PostRestartException(_self, e, cause), survivors);
        }
    }

    private void RestartSurvivor(IInternalActorRef child, Exception cause)
    {
        try
        {
            child.Restart(cause);
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), ActorType, $"restarting ({child})"));
        }
    }

    private void FaultSuspend()
    {
        Dispatcher.Suspend(this);
        SuspendChildren(null);
    }

    private void FaultResume(Exception? causedByFailure)
    {
        if (_actor is null)
        {
            Publish(new Error(null, _self.Path.ToString(), GetType(), "Changing Resume into Create after " + causedByFailure));
            FaultCreate();
            return;
        }

        var perpetrator = _perpetrator;
        try
        {
            Dispatcher.Resume(this);
        }
        finally
        {
            if (causedByFailure is not null)
                _perpetrator = null;
        }

        foreach (var child in Children)
            child.Resume(perpetrator is not null && child.Equals(perpetrator) ? causedByFailure : null);
    }

    /// <summary>The first creation failed and the supervisor wants another try.</summary>
    private void FaultCreate()
    {
        SetReceiveTimeout(null);
        CancelReceiveTimeout();
        StopChildren();
        if (_children is null || !_children.SetWaitReason(WaitReason.Creation))
            FinishCreate();
    }

    private void FinishCreate()
    {
        try
        {
            Dispatcher.Resume(this);
        }
        finally
        {
            _perpetrator = null;
        }

        try
        {
            Create(null);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }
}
