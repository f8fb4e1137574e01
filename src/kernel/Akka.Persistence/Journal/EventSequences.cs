namespace Akka.Persistence.Journal;

/// <summary>What one stored event becomes for the actor.</summary>
public interface IEventSequence
{
    IEnumerable<object> Events { get; }
}

public interface IEmptyEventSequence : IEventSequence
{
}

/// <summary>Makes event sequences.</summary>
public static class EventSequence
{
    public static IEventSequence Empty = EmptyEventSequence.Instance;

    public static IEventSequence Single(object e) => new SingleEventSequence(e);

    public static IEventSequence Create(params object[] events) => new EventSequence<object>(events);

    public static IEventSequence Create(IEnumerable<object> events) => new EventSequence<object>(events);
}

public sealed class EmptyEventSequence : IEmptyEventSequence, IEquatable<IEventSequence>
{
    public static readonly EmptyEventSequence Instance = new();

    private EmptyEventSequence()
    {
    }

    public IEnumerable<object> Events => [];

    public bool Equals(IEventSequence? other) => other is EmptyEventSequence;

    public override bool Equals(object? obj) => obj is EmptyEventSequence;

    public override int GetHashCode() => 0;
}

public struct SingleEventSequence(object e) : IEventSequence, IEquatable<IEventSequence>
{
    private readonly object _event = e;

    public IEnumerable<object> Events => [_event];

    public bool Equals(IEventSequence? other) => other is not null && Events.SequenceEqual(other.Events);

    public override bool Equals(object? obj) => obj is IEventSequence other && Equals(other);

    public override int GetHashCode() => _event.GetHashCode();
}

public class EventSequence<T>(IEnumerable<object> events) : IEventSequence, IEquatable<IEventSequence>
{
    private readonly List<object> _events = events.ToList();

    public IEnumerable<object> Events => _events;

    public bool Equals(IEventSequence? other) => other is not null && _events.SequenceEqual(other.Events);

    public override bool Equals(object? obj) => obj is IEventSequence other && Equals(other);

    public override int GetHashCode() => _events.Count;
}
