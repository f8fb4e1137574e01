using System.Diagnostics;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Writes to the listeners of System.Diagnostics.Trace.</summary>
public class TraceLogger : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case Error error:
                Trace.TraceError(error.ToString());
                break;
            case Warning warning:
                Trace.TraceWarning(warning.ToString());
                break;
            case Info info:
                Trace.TraceInformation(info.ToString());
                break;
            case Debug debug:
                Trace.WriteLine(debug.ToString());
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
