using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private static readonly Props NoProps = new TerminatedProps();

    /// <summary>Stop, first half: no more user messages, the children are stopped.</summary>
    private void Terminate()
    {
        SetReceiveTimeout(null);
        CancelReceiveTimeout();
        UnwatchWatchedActors();
        StopChildren();
        var wasTerminating = IsTerminating;
        if (_children is not null && _children.SetWaitReason(WaitReason.Termination))
        {
            if (wasTerminating)
                return;
            Dispatcher.Suspend(this);
            _perpetrator = _self;
            if (_system.Settings.DebugLifecycle)
                PublishDebug("Stopping");
            return;
        }

        ChildTableOrNew().SetTerminated();
        FinishTerminate();
    }

    /// <summary>Stop, second half: PostStop, the mailbox is closed, parent and watchers are told. Each step happens whatever the others do.</summary>
    private void FinishTerminate()
    {
        var actor = _actor;
        try
        {
            if (actor is not null)
            {
                actor.AroundPostStop();
                BeforeInstanceGoes(actor);
            }

            if (_system.Settings.EmitActorTelemetry)
                _system.EventStream.Publish(new ActorStopped(_self, _props.Type));
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), ActorType, e.Message));
        }

        Step(static (cell, _) => cell.Dispatcher.Detach(cell), actor);
        Step(static (cell, _) => cell.Parent.SendSystemMessage(new DeathWatchNotification(cell._self, existenceConfirmed: true, addressTerminated: false)), actor);
        Step(static (cell, _) => cell.TellWatchersWeDied(), actor);
        Step(static (cell, _) => cell.UnwatchWatchedActors(), actor);
        if (_system.Settings.DebugLifecycle)
            PublishDebug("Stopped");
        Step(static (cell, instance) => cell.ClearActor(instance), actor);
        _stashedSystemMessages = null;
        _props = NoProps;
        _actor = null;
    }

    private void Step(Action<ActorCell, ActorBase?> step, ActorBase? actor)
    {
        try
        {
            step(this, actor);
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), ActorType, e.Message));
        }
    }
}
