namespace Akka.Actor;

public partial class ActorCell
{
    private TimeSpan? _receiveTimeout;
    private ICancelable? _pendingReceiveTimeout;

    public TimeSpan? ReceiveTimeout => _receiveTimeout;

    public void SetReceiveTimeout(TimeSpan? timeout = null) => _receiveTimeout = timeout;

    /// <summary>Starts the time-out anew, or only when none is running.</summary>
    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_receiveTimeout is not { } timeout)
        {
            CancelReceiveTimeout();
            return;
        }

        if (!reschedule && _pendingReceiveTimeout is not null)
            return;
        _pendingReceiveTimeout?.Cancel();
        _pendingReceiveTimeout = _system.Scheduler.ScheduleTellOnceCancelable(timeout, _self, global::Akka.Actor.ReceiveTimeout.Instance, _self);
    }

    private void CancelReceiveTimeout()
    {
        if (_pendingReceiveTimeout is not { } pending)
            return;
        pending.Cancel();
        _pendingReceiveTimeout = null;
    }
}
