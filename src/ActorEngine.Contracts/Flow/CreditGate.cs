namespace ActorEngine.Contracts;

/// <summary>How much may still be sent on a stream. Sending is allowed while credit is left and may overdraw it by one frame.</summary>
public sealed class CreditGate(long available)
{
    private readonly Lock gate = new();
    private TaskCompletionSource? waiting;
    private Exception? failure;

    /// <summary>Completes when the frame may be sent; its cost is taken.</summary>
    public async ValueTask TakeAsync(int cost, CancellationToken cancellation)
    {
        while (true)
        {
            Task more;
            lock (gate)
            {
                if (failure is not null) throw failure;
                if (available > 0)
                {
                    available -= cost;
                    return;
                }

                more = (waiting ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await more.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    public void Grant(int bytes)
    {
        lock (gate)
        {
            available = Math.Min(available + bytes, int.MaxValue);
            if (available > 0) Wake();
        }
    }

    /// <summary>Every present and later sender gets this exception.</summary>
    public void Fail(Exception reason)
    {
        lock (gate)
        {
            failure ??= reason;
            Wake();
        }
    }

    private void Wake()
    {
        waiting?.TrySetResult();
        waiting = null;
    }
}
