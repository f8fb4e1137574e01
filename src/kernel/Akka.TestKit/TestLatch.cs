namespace Akka.TestKit;

/// <summary>Opens after so many counts; tests wait for it with a time limit.</summary>
public class TestLatch
{
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;
    private readonly CountdownEvent _latch;

    public TestLatch()
        : this(1)
    {
    }

    public TestLatch(int count)
        : this(count, TimeSpan.FromSeconds(5))
    {
    }

    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(static time => time, defaultTimeout, count)
    {
    }

    protected internal TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        _dilate = dilate;
        _defaultTimeout = defaultTimeout;
        _latch = new CountdownEvent(count);
    }

    public bool IsOpen => _latch.IsSet;

    public void CountDown()
    {
        if (!_latch.IsSet)
            _latch.Signal();
    }

    /// <summary>Opens it whatever the count.</summary>
    public void Open()
    {
        while (!IsOpen)
            CountDown();
    }

    public void Reset() => _latch.Reset();

    public void Ready() => Ready(_defaultTimeout);

    /// <summary>Waits until it is open.</summary>
    /// <exception cref="TimeoutException">It does not open in time.</exception>
    public void Ready(TimeSpan timeout)
    {
        if (timeout == TimeSpan.MaxValue)
            throw new ArgumentException($"TestLatch does not support waiting for {timeout}", nameof(timeout));
        if (!_latch.Wait(_dilate(timeout)))
            throw new TimeoutException($"Timeout of {timeout}");
    }
}
