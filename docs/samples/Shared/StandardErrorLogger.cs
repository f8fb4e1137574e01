using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Samples;

/// <summary>Writes the actor system's log to standard error: what a sample prints is its result.</summary>
public sealed class StandardErrorLogger : ReceiveActor
{
    public StandardErrorLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(logged => Console.Error.WriteLine(logged.ToString()));
    }
}
