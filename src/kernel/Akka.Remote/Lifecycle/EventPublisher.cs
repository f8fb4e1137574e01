using Akka.Event;

namespace Akka.Remote;

/// <summary>Puts lifecycle events on the event stream and, from a level on, into the log.</summary>
internal sealed class EventPublisher(EventStream eventStream, ILoggingAdapter log, LogLevel level)
{
    public void Publish(RemotingLifecycleEvent message)
    {
        eventStream.Publish(message);
        if (message.LogLevel() >= level)
            log.Log(message.LogLevel(), null, message.ToString()!);
    }
}
