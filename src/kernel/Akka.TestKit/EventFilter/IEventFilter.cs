using Akka.Event;

namespace Akka.TestKit;

/// <summary>Says which log events a test expects or mutes.</summary>
public interface IEventFilter
{
    bool Apply(LogEvent logEvent);
}

/// <summary>Muted until disposed of.</summary>
public interface IUnmutableFilter : IDisposable
{
    void Unmute();
}
