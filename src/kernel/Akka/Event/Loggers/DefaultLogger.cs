using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>The logger of a system unless configuration names others: passes on to the one for standard output.</summary>
public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private MinimalLogger? _output;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                _output = Context.System.Settings.StdoutLogger;
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    protected virtual void Print(LogEvent logEvent) =>
        (_output ?? throw new InvalidOperationException("Logger has not been initialized yet.")).Tell(logEvent, ActorRefs.NoSender);
}
