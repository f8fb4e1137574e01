using Akka.Actor;

namespace Akka.Persistence;

/// <summary>The handlers of one behaviour, tried in the order in which they were added.</summary>
internal sealed class HandlerTable
{
    private readonly ReceiveHandlers _handlers = new();

    public void Add<T>(Action<T> handler, Predicate<T>? shouldHandle) => _handlers.Add(new ActionHandler<T>(handler, shouldHandle));

    public void Add<T>(Func<T, bool> handler) => _handlers.Add(new FunctionHandler<T>(handler));

    public void Add(Type type, Action<object> handler, Predicate<object>? shouldHandle) => _handlers.Add(new TypeHandler(type, handler, shouldHandle));

    public void Add(Type type, Func<object, bool> handler) => _handlers.Add(new TypeFunctionHandler(type, handler));

    public void AddAny(Action<object> handler) => Add<object>(handler, null);

    public bool Handle(object message) => _handlers.TryHandle(message);
}
