namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>Stores an event, then calls <paramref name="handler"/> with it; commands go on meanwhile.</summary>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler) =>
        Write(@event, PendingHandler.Of(holdsCommands: false, handler));

    /// <inheritdoc cref="PersistAsync{TEvent}(TEvent, Action{TEvent})"/>
    public void PersistAsync<TEvent>(TEvent @event, Func<TEvent, Task> handler) =>
        Write(@event, PendingHandler.Of(holdsCommands: false, handler));

    /// <summary>Stores events all or none, then calls <paramref name="handler"/> with each; commands go on meanwhile.</summary>
    /// <exception cref="ArgumentException">There are no events.</exception>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) =>
        WriteTogether(events, PendingHandler.Of(holdsCommands: false, handler));

    /// <inheritdoc cref="PersistAllAsync{TEvent}(IEnumerable{TEvent}, Action{TEvent})"/>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Func<TEvent, Task> handler) =>
        WriteTogether(events, PendingHandler.Of(holdsCommands: false, handler));

    /// <summary>As without <paramref name="onComplete"/>, which is called after the last handler, also when there are no events.</summary>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler, Action onComplete)
    {
        if (HasAny(events)) PersistAllAsync(events, handler);
        if (onComplete is not null) DeferAsync<object?>(null, _ => onComplete());
    }

    /// <inheritdoc cref="PersistAllAsync{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler, Func<Task> onCompleteAsync)
    {
        if (HasAny(events)) PersistAllAsync(events, handler);
        if (onCompleteAsync is not null) DeferAsync<object?>(null, _ => onCompleteAsync());
    }

    /// <inheritdoc cref="PersistAllAsync{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Func<TEvent, Task> handler, Action onComplete)
    {
        if (HasAny(events)) PersistAllAsync(events, handler);
        if (onComplete is not null) DeferAsync<object?>(null, _ => onComplete());
    }

    /// <inheritdoc cref="PersistAllAsync{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Func<TEvent, Task> handler, Func<Task> onCompleteAsync)
    {
        if (HasAny(events)) PersistAllAsync(events, handler);
        if (onCompleteAsync is not null) DeferAsync<object?>(null, _ => onCompleteAsync());
    }

    /// <summary>Calls <paramref name="handler"/> after the handlers of all events persisted so far; stores nothing.</summary>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        if (_pendingHandlers.Count > 0 || IsRecovering) Defer(evt, PendingHandler.Of(holdsCommands: false, handler));
        else handler(evt);
    }

    /// <summary>As with a plain handler, but never at once: it runs after the command.</summary>
    public void DeferAsync<TEvent>(TEvent evt, Func<TEvent, Task> handler) =>
        Defer(evt, PendingHandler.Of(holdsCommands: false, handler));
}
