using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>The sender of an Ask: takes one answer. It gets a place in the tree only when somebody looks at its path.</summary>
public class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result;
    private ActorPath? _path;
    private bool _registered;

    public FutureActorRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider)
    {
        _result = result;
        _path = path;
        Provider = provider;
    }

    internal FutureActorRef(TaskCompletionSource<T> result, IActorRefProvider provider)
    {
        _result = result;
        Provider = provider;
    }

    public override ActorPath Path => Volatile.Read(ref _path) ?? Register();

    public override IActorRefProvider Provider { get; }

    public override IInternalActorRef Parent => Provider.TempContainer;

    internal override bool TakesNull => true;

    /// <summary>Sends the question.</summary>
    public virtual void DeliverAsk(object message, ICanTell destination) => destination.Tell(message, this);

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is Watch { Watchee: var watchee, Watcher: var watcher } && watchee.Equals(this))
            _ = _result.Task.ContinueWith(_ => watcher.SendSystemMessage(new DeathWatchNotification(this, true, false)), TaskScheduler.Default);
    }

    /// <summary>Leaves the tree.</summary>
    internal void Unregister()
    {
        lock (_result)
        {
            if (_registered)
                Provider.UnregisterTempActor(_path!);
            _registered = false;
        }
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        var accepted = message switch
        {
            ISystemMessage => _result.TrySetException(new InvalidOperationException($"system message of type '{message.GetType().Name}' is invalid for FutureActorRef")),
            Status.Failure failure when !typeof(Status).IsAssignableFrom(typeof(T)) => _result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            T answer => _result.TrySetResult(answer),
            null => _result.TrySetResult(default!),
            _ => Refuse(message),
        };
        if (!accepted && !_result.Task.IsCanceled)
            Provider.DeadLetters.Tell(message ?? default(T)!, this);
    }

    private bool Refuse(object message)
    {
        _result.TrySetException(new ArgumentException($"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]"));
        return false;
    }

    private ActorPath Register()
    {
        lock (_result)
        {
            if (_path is not null)
                return _path;
            var path = Provider.TempPath();
            Volatile.Write(ref _path, path);
            if (!_result.Task.IsCompleted)
            {
                _registered = true;
                Provider.RegisterTempActor(this, path);
            }

            return path;
        }
    }
}
