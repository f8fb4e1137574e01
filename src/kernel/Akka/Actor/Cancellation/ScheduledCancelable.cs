namespace Akka.Actor;

/// <summary>What the Cancelable forms of scheduling give back; a token source is made only when asked for.</summary>
internal sealed class ScheduledCancelable(IActionScheduler scheduler) : ICancelable
{
    private volatile bool _cancelled;
    private CancellationTokenSource? _source;

    public bool IsCancellationRequested => _cancelled;

    public CancellationToken Token
    {
        get
        {
            var source = _source ?? Interlocked.CompareExchange(ref _source, new CancellationTokenSource(), null) ?? _source!;
            if (_cancelled)
                source.Cancel();
            return source.Token;
        }
    }

    public void Cancel() => Cancel(false);

    public void Cancel(bool throwOnFirstException)
    {
        _cancelled = true;
        Volatile.Read(ref _source)?.Cancel(throwOnFirstException);
    }

    public void CancelAfter(TimeSpan delay) => scheduler.ScheduleOnce(delay, Cancel, this);

    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));
}
