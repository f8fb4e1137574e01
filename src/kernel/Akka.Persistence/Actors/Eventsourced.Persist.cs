namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>Stores an event, then calls <paramref name="handler"/> with it; commands wait meanwhile.</summary>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler) =>
        Write(@event, PendingHandler.Of(holdsCommands: true, handler));

    /// <inheritdoc cref="Persist{TEvent}(TEvent, Action{TEvent})"/>
    public void Persist<TEvent>(TEvent @event, Func<TEvent, Task> handler) =>
        Write(@event, PendingHandler.Of(holdsCommands: true, handler));

    /// <summary>Stores events all or none, then calls <paramref name="handler"/> with each; commands wait meanwhile.</summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) =>
        WriteTogether(events, PendingHandler.Of(holdsCommands: true, handler));

    /// <inheritdoc cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent})"/>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Func<TEvent, Task> handler) =>
        WriteTogether(events, PendingHandler.Of(holdsCommands: true, handler));

    /// <summary>As without <paramref name="onComplete"/>, which is called after the last handler, also when there are no events.</summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler, Action onComplete)
    {
        if (HasAny(events)) PersistAll(events, handler);
        if (onComplete is not null) Defer(null, PendingHandler.Of<object>(holdsCommands: true, _ => onComplete()));
    }

    /// <inheritdoc cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler, Func<Task> onCompleteAsync)
    {
        if (HasAny(events)) PersistAll(events, handler);
        if (onCompleteAsync is not null) Defer(null, PendingHandler.Of<object>(holdsCommands: true, _ => onCompleteAsync()));
    }

    /// <inheritdoc cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Func<TEvent, Task> handler, Action onComplete)
    {
        if (HasAny(events)) PersistAll(events, handler);
        if (onComplete is not null) Defer(null, PendingHandler.Of<object>(holdsCommands: true, _ => onComplete()));
    }

    /// <inheritdoc cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Func<TEvent, Task> handler, Func<Task> onCompleteAsync)
    {
        if (HasAny(events)) PersistAll(events, handler);
        if (onCompleteAsync is not null) Defer(null, PendingHandler.Of<object>(holdsCommands: true, _ => onCompleteAsync()));
    }

    private static bool HasAny<TEvent>(IEnumerable<TEvent>? events) => events is not null && events.Any();
}
