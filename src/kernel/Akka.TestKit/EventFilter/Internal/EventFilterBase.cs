using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>A log event has matched.</summary>
public delegate void EventMatched(EventFilterBase eventFilter, LogEvent logEvent);

/// <summary>Matches message and source of log events.</summary>
public abstract class EventFilterBase(IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher) : IEventFilter
{
    private readonly IStringMatcher _message = messageMatcher ?? MatchesAll.Instance;
    private readonly IStringMatcher _source = sourceMatcher ?? MatchesAll.Instance;

    public event EventMatched? EventMatched;

    protected abstract string FilterDescriptiveName { get; }

    public bool Apply(LogEvent logEvent)
    {
        if (!IsMatch(logEvent))
            return false;
        OnEventMatched(logEvent);
        return true;
    }

    protected abstract bool IsMatch(LogEvent evt);

    protected virtual void OnEventMatched(LogEvent logEvent) => EventMatched?.Invoke(this, logEvent);

    protected bool InternalDoMatch(string src, object? msg) => _source.IsMatch(src) && _message.IsMatch(msg is null ? "null" : msg.ToString()!);

    public override string ToString()
    {
        var parts = new List<string>();
        if (_message is not MatchesAll)
            parts.Add($"Message {_message}");
        if (_source is not MatchesAll)
            parts.Add($"Source {_source}");
        return parts.Count == 0 ? FilterDescriptiveName : $"{FilterDescriptiveName} when {string.Join(" and", parts)}";
    }
}
