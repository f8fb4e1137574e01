namespace Akka.Actor;

/// <summary>The handlers of one behaviour, in the order of their declaration.</summary>
internal sealed class ReceiveHandlers
{
    public static readonly ReceiveHandlers None = new();

    private const int Growth = 8;

    private ReceiveHandler[] _handlers = [];
    private int _count;

    public void Add(ReceiveHandler handler)
    {
        if (_count > 0 && _handlers[_count - 1].TakesEverything)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        if (_count == _handlers.Length)
            Array.Resize(ref _handlers, _count + Growth);
        _handlers[_count++] = handler;
    }

    public bool TryHandle(object message)
    {
        foreach (var handler in _handlers.AsSpan(0, _count))
        {
            if (handler.TryHandle(message))
                return true;
        }

        return false;
    }
}

/// <summary>One declared handler.</summary>
internal abstract class ReceiveHandler
{
    public virtual bool TakesEverything => false;

    public abstract bool TryHandle(object message);
}

/// <summary>Handles messages of a type, if the predicate agrees.</summary>
internal sealed class ActionHandler<T>(Action<T> handler, Predicate<T>? shouldHandle) : ReceiveHandler
{
    public override bool TakesEverything => shouldHandle is null && typeof(T) == typeof(object);

    public override bool TryHandle(object message)
    {
        if (message is not T typed || (shouldHandle is not null && !shouldHandle(typed)))
            return false;
        handler(typed);
        return true;
    }
}

/// <summary>Handles messages of a type, if the function says that it did.</summary>
internal sealed class FunctionHandler<T>(Func<T, bool> handler) : ReceiveHandler
{
    public override bool TryHandle(object message) => message is T typed && handler(typed);
}

/// <summary>As <see cref="ActionHandler{T}"/>, for a type known at run time.</summary>
internal sealed class TypeHandler(Type type, Action<object> handler, Predicate<object>? shouldHandle) : ReceiveHandler
{
    public override bool TakesEverything => shouldHandle is null && type == typeof(object);

    public override bool TryHandle(object message)
    {
        if (!type.IsInstanceOfType(message) || (shouldHandle is not null && !shouldHandle(message)))
            return false;
        handler(message);
        return true;
    }
}

/// <summary>As <see cref="FunctionHandler{T}"/>, for a type known at run time.</summary>
internal sealed class TypeFunctionHandler(Type type, Func<object, bool> handler) : ReceiveHandler
{
    public override bool TryHandle(object message) => type.IsInstanceOfType(message) && handler(message);
}
