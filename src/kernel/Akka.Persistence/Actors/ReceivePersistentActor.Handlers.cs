namespace Akka.Persistence;

public abstract partial class ReceivePersistentActor
{
    private HandlerTable Commands => _configuring
        ?? throw new InvalidOperationException("You may only call Command-methods when constructing the actor and inside Become().");

    private HandlerTable Recoveries => _initialized
        ? throw new InvalidOperationException("You may only call Recover-methods when constructing the actor.")
        : _recover;

    protected void Recover<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Recoveries.Add(handler, shouldHandle);

    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => Recoveries.Add(handler, shouldHandle);

    protected void Recover(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Recoveries.Add(messageType, handler, shouldHandle);

    protected void Recover(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Recoveries.Add(messageType, handler, shouldHandle);

    protected void Recover<T>(Func<T, bool> handler) => Recoveries.Add(handler);

    protected void Recover(Type messageType, Func<object, bool> handler) => Recoveries.Add(messageType, handler);

    protected void RecoverAny(Action<object> handler) => Recoveries.AddAny(handler);

    protected void Command<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Commands.Add(handler, shouldHandle);

    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => Commands.Add(handler, shouldHandle);

    protected void Command(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Commands.Add(messageType, handler, shouldHandle);

    protected void Command(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Commands.Add(messageType, handler, shouldHandle);

    protected void Command<T>(Func<T, bool> handler) => Commands.Add(handler);

    protected void Command(Type messageType, Func<object, bool> handler) => Commands.Add(messageType, handler);

    protected void Command(Action<object> handler) => Commands.AddAny(handler);

    protected void CommandAny(Action<object> handler) => Commands.AddAny(handler);

    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Commands.Add(InTask(handler), shouldHandle);

    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) =>
        Commands.Add(InTask(handler), shouldHandle);

    protected void CommandAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Commands.Add(messageType, InTask(handler), shouldHandle);

    protected void CommandAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        Commands.Add(messageType, InTask(handler), shouldHandle);

    protected void CommandAnyAsync(Func<object, Task> handler) => Commands.AddAny(InTask(handler));

    private Action<T> InTask<T>(Func<T, Task> handler) => message => RunTask(() => handler(message));
}
