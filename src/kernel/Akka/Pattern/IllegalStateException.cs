using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Something is called, or answers, in a state in which it must not.</summary>
public class IllegalStateException : AkkaException
{
    public IllegalStateException(string message)
        : base(message)
    {
    }

    public IllegalStateException(string message, Exception? innerEx)
        : base(message, innerEx)
    {
    }
}
