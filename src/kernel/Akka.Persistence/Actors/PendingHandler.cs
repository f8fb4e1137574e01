namespace Akka.Persistence;

/// <summary>A handler that waits for its event to be stored; one of the two forms is set.</summary>
/// <param name="HoldsCommands">No command is handled before this handler ran.</param>
internal sealed record PendingHandler(bool HoldsCommands, Action<object>? Handler, Func<object, Task>? AsyncHandler)
{
    public static PendingHandler Of<TEvent>(bool holdsCommands, Action<TEvent> handler) =>
        new(holdsCommands, evt => handler((TEvent)evt), null);

    public static PendingHandler Of<TEvent>(bool holdsCommands, Func<TEvent, Task> handler) =>
        new(holdsCommands, null, evt => handler((TEvent)evt));
}
