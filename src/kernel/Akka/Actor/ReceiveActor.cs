using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>An actor that declares a handler per message type; the first that accepts a message gets it.</summary>
public abstract partial class ReceiveActor : UntypedActor, IInitializableActor
{
    private ReceiveHandlers? _configuring = new();
    private ReceiveHandlers _handlers = ReceiveHandlers.None;
    private bool _initialized;

    protected sealed override void OnReceive(object message) => Execute(message, _handlers);

    void IInitializableActor.Init()
    {
        if (_initialized)
            return;
        _handlers = _configuring!;
        _configuring = null;
        _initialized = true;
    }

    /// <summary>Replaces the behaviour by the handlers that the action declares.</summary>
    protected void Become(Action configure)
    {
        var handlers = Configure(configure);
        base.Become(message => Execute(message, handlers));
    }

    /// <summary>Puts the handlers that the action declares on top of the current behaviour.</summary>
    protected void BecomeStacked(Action configure)
    {
        var handlers = Configure(configure);
        base.BecomeStacked(message => Execute(message, handlers));
    }

    private ReceiveHandlers Configure(Action configure)
    {
        var outer = _configuring;
        var handlers = new ReceiveHandlers();
        _configuring = handlers;
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

    private void Execute(object message, ReceiveHandlers handlers)
    {
        if (!handlers.TryHandle(message))
            Unhandled(message);
    }

    private void Add(ReceiveHandler handler)
    {
        if (_configuring is null)
            throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");
        _configuring.Add(handler);
    }
}
