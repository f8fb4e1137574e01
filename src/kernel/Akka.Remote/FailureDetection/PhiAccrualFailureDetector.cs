using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote;

/// <summary>
/// Suspects a resource the more, the less likely it is that a heartbeat so late is still to come, given the intervals seen so far
/// (Hayashibara et al., "The phi accrual failure detector"; the logistic approximation of the normal distribution).
/// </summary>
public class PhiAccrualFailureDetector : FailureDetector
{
    private readonly double _threshold;
    private readonly int _maxSampleSize;
    private readonly double _minStdDeviation;
    private readonly double _acceptablePause;
    private readonly double _firstHeartbeatEstimate;
    private readonly Clock _clock;
    private readonly EventStream? _eventStream;
    private State _state = null!;

    public PhiAccrualFailureDetector(double threshold, int maxSampleSize, TimeSpan minStdDeviation, TimeSpan acceptableHeartbeatPause, TimeSpan firstHeartbeatEstimate, Clock? clock = null)
        : this(clock)
    {
        _threshold = threshold;
        _maxSampleSize = maxSampleSize;
        _minStdDeviation = minStdDeviation.TotalMilliseconds;
        _acceptablePause = acceptableHeartbeatPause.TotalMilliseconds;
        _firstHeartbeatEstimate = firstHeartbeatEstimate.TotalMilliseconds;
        _state = new State(FirstHistory(), null);
    }

    public PhiAccrualFailureDetector(Config config, EventStream ev)
        : this(
            config.GetDouble("threshold"),
            config.GetInt("max-sample-size"),
            config.GetTimeSpan("min-std-deviation"),
            config.GetTimeSpan("acceptable-heartbeat-pause"),
            config.GetTimeSpan("heartbeat-interval")) => _eventStream = ev;

    protected PhiAccrualFailureDetector(Clock? clock) => _clock = clock ?? DefaultClock;

    /// <summary>Whom it watches, for warnings.</summary>
    public string Address { get; set; } = "N/A";

    public override bool IsAvailable => Phi(_clock(), Volatile.Read(ref _state)) < _threshold;

    public override bool IsMonitoring => Volatile.Read(ref _state).Last.HasValue;

    /// <summary>The suspicion of this moment.</summary>
    internal double CurrentPhi => Phi(_clock(), Volatile.Read(ref _state));

    public override void HeartBeat()
    {
        var now = _clock();
        while (true)
        {
            var old = Volatile.Read(ref _state);
            var next = new State(old.Last is { } last ? WithInterval(old, now, now - last) : FirstHistory(), now);
            if (ReferenceEquals(Interlocked.CompareExchange(ref _state, next, old), old))
                return;
        }
    }

    private HeartbeatHistory WithInterval(State state, long now, long interval)
    {
        // The interval that ends an outage would spoil the statistics.
        if (Phi(now, state) >= _threshold)
            return state.History;
        if (interval >= _acceptablePause / 3 * 2)
            _eventStream?.Publish(new Warning(ToString()!, GetType(), $"heartbeat interval is growing too large for address {Address}: {interval} millis"));
        return state.History.Add(interval);
    }

    // Two made-up intervals with a rather large deviation, until real ones are known.
    private HeartbeatHistory FirstHistory()
    {
        var mean = (long)_firstHeartbeatEstimate;
        return new HeartbeatHistory(_maxSampleSize).Add(mean - (mean / 4)).Add(mean + (mean / 4));
    }

    private double Phi(long now, State state)
    {
        if (state.Last is not { } last)
            return 0;
        var mean = state.History.Mean + _acceptablePause;
        var deviation = Math.Max(state.History.StdDeviation, _minStdDeviation);
        var y = (now - last - mean) / deviation;
        var e = Math.Exp(-y * (1.5976 + (0.070566 * y * y)));
        return y > 0 ? -Math.Log10(e / (1 + e)) : -Math.Log10(1 - (1 / (1 + e)));
    }

    private sealed record State(HeartbeatHistory History, long? Last);
}
