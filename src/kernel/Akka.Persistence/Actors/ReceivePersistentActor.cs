using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Persistence;

/// <summary>A persistent actor that declares a handler per type of command and of event.</summary>
public abstract partial class ReceivePersistentActor : UntypedPersistentActor, IInitializableActor
{
    private readonly HandlerTable _recover = new();
    private readonly HandlerTable _command = new();
    private HandlerTable? _configuring;
    private bool _initialized;

    protected ReceivePersistentActor() => _configuring = _command;

    void IInitializableActor.Init()
    {
        if (_initialized) return;
        _initialized = true;
        _configuring = null;
    }

    /// <summary>Replaces the command handlers by those that <paramref name="configure"/> declares.</summary>
    protected void Become(Action configure)
    {
        var handlers = Configure(configure);
        base.Become(message => Handle(handlers, message));
    }

    /// <summary>As <see cref="Become(Action)"/>, keeping the present handlers for UnbecomeStacked.</summary>
    protected void BecomeStacked(Action configure)
    {
        var handlers = Configure(configure);
        base.BecomeStacked(message => Handle(handlers, message));
    }

    protected sealed override void OnCommand(object message) => Handle(_command, message);

    protected sealed override void OnRecover(object message) => Handle(_recover, message);

    private void Handle(HandlerTable handlers, object message)
    {
        if (!handlers.Handle(message)) Unhandled(message);
    }

    private HandlerTable Configure(Action configure)
    {
        var outer = _configuring;
        var handlers = _configuring = new HandlerTable();
        try
        {
            configure();
        }
        finally
        {
            _configuring = outer;
        }

        return handlers;
    }
}
