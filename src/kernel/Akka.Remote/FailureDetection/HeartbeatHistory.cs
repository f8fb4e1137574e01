namespace Akka.Remote;

/// <summary>The latest intervals between heartbeats with their mean and deviation; immutable, since detectors swap it without a lock.</summary>
internal sealed class HeartbeatHistory
{
    private readonly int _capacity;
    private readonly System.Collections.Immutable.ImmutableQueue<long> _intervals;
    private readonly int _count;
    private readonly long _sum;
    private readonly long _squares;

    public HeartbeatHistory(int capacity)
        : this(capacity, System.Collections.Immutable.ImmutableQueue<long>.Empty, 0, 0, 0)
    {
        if (capacity < 1)
            throw new ArgumentOutOfRangeException(nameof(capacity), $"max-sample-size must be >= 1, got {capacity}");
    }

    private HeartbeatHistory(int capacity, System.Collections.Immutable.ImmutableQueue<long> intervals, int count, long sum, long squares)
    {
        _capacity = capacity;
        _intervals = intervals;
        _count = count;
        _sum = sum;
        _squares = squares;
    }

    public double Mean => (double)_sum / _count;

    public double StdDeviation => Math.Sqrt(Math.Max(0, ((double)_squares / _count) - (Mean * Mean)));

    public HeartbeatHistory Add(long interval)
    {
        var (intervals, count, sum, squares) = (_intervals, _count, _sum, _squares);
        if (count == _capacity)
        {
            intervals = intervals.Dequeue(out var oldest);
            (count, sum, squares) = (count - 1, sum - oldest, squares - (oldest * oldest));
        }

        return new HeartbeatHistory(_capacity, intervals.Enqueue(interval), count + 1, sum + interval, squares + (interval * interval));
    }
}
