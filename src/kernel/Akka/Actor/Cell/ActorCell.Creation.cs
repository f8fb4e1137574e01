using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private bool _actorHasBeenCleared;

    /// <summary>The instance is gone and its successor not yet made.</summary>
    internal bool ActorHasBeenCleared => _actorHasBeenCleared;

    /// <summary>Makes the instance and starts it.</summary>
    private void Create(Exception? failure)
    {
        if (failure is not null)
            throw failure;
        try
        {
            var created = NewActor();
            _actor = created;
            InContext(created, static actor => actor.AroundPreStart());
            CheckReceiveTimeout();
            if (_system.Settings.DebugLifecycle)
                PublishDebug($"Started ({created})");
            if (_system.Settings.EmitActorTelemetry)
                _system.EventStream.Publish(new ActorStarted(_self, _props.Type));
        }
        catch (Exception e)
        {
            if (_actor is not null)
            {
                ClearActor(_actor);
                _actor = null;
            }

            throw new ActorInitializationException(_self, "Exception during creation", e);
        }
    }

    protected virtual ActorBase CreateNewActorInstance()
    {
        var actor = _props.NewActor();
        if (actor is IActorStash withStash)
            withStash.Stash = this.CreateStash(withStash);
        if (actor is IInitializableActor initializable)
            initializable.Init();
        return actor;
    }

    /// <summary>Detaches an instance that will get no more messages.</summary>
    protected void ClearActor(ActorBase? actor)
    {
        if (actor is not null)
        {
            if (actor is IDisposable disposable)
                DisposeActor(disposable);
            _props.Release(actor);
            actor.Clear(_system.DeadLetters);
        }

        _actorHasBeenCleared = true;
        CurrentMessage = null!;
        ClearBehaviors();
    }

    private ActorBase NewActor()
    {
        var previous = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            ClearBehaviors();
            _actorHasBeenCleared = false;
            var instance = CreateNewActorInstance();
            instance.SupervisorStrategyInternal = _props.SupervisorStrategy;
            return instance;
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = previous;
        }
    }

    private void InContext(ActorBase actor, Action<ActorBase> action)
    {
        var previous = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            action(actor);
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = previous;
        }
    }

    private void DisposeActor(IDisposable disposable)
    {
        try
        {
            disposable.Dispose();
        }
        catch (Exception e)
        {
            _system.Log.Error(e, "An error occurred while disposing {0} actor. Reason: {1}", disposable.GetType(), e.Message);
        }
    }

    /// <summary>What a stash does when its actor ends or is restarted: everything goes back to the mailbox.</summary>
    private static void BeforeInstanceGoes(ActorBase actor)
    {
        if (actor is IActorStash { Stash: { } stash })
            stash.UnstashAll();
    }
}
