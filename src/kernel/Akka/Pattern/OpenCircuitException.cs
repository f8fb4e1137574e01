using Akka.Actor;

namespace Akka.Pattern;

/// <summary>A call was not made, because the calls before it failed.</summary>
public class OpenCircuitException : AkkaException
{
    public OpenCircuitException()
        : base("Circuit Breaker is open; calls are failing fast")
    {
    }

    public OpenCircuitException(string message)
        : base(message)
    {
    }

    public OpenCircuitException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}
