namespace Akka.Actor.Internal;

/// <summary>What runs when the last actor has stopped, last registered first.</summary>
internal sealed class TerminationCallbacks
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Stack<Action>? _callbacks = new();

    public TerminationCallbacks(Task upstream) => upstream.ContinueWith(_ => RunAll(), TaskScheduler.Default);

    public Task Task => _done.Task;

    public void Add(Action code)
    {
        lock (_gate)
        {
            if (_callbacks is null)
                throw new InvalidOperationException("ActorSystem already terminated.");
            _callbacks.Push(code);
        }
    }

    private void RunAll()
    {
        Stack<Action> callbacks;
        lock (_gate)
        {
            callbacks = _callbacks!;
            _callbacks = null;
        }

        foreach (var callback in callbacks)
        {
            try
            {
                callback();
            }
            catch (Exception)
            {
                // One callback's failure must not keep the others from running, nor the system from being terminated.
            }
        }

        _done.SetResult();
    }
}
