namespace Akka.Persistence;

/// <summary>A handler that waits for its event to be stored.</summary>
public interface IPendingHandlerInvocation
{
    object Event { get; }

    Action<object> Handler { get; }
}

/// <summary>No command is handled before this handler ran.</summary>
public sealed class StashingHandlerInvocation(object evt, Action<object> handler) : IPendingHandlerInvocation
{
    public object Event { get; } = evt;

    public Action<object> Handler { get; } = handler;
}

/// <summary>Commands go on meanwhile.</summary>
public sealed class AsyncHandlerInvocation(object evt, Action<object> handler) : IPendingHandlerInvocation
{
    public object Event { get; } = evt;

    public Action<object> Handler { get; } = handler;
}
