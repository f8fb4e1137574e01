using Akka.Actor;

namespace Akka.Event;

/// <summary>A logger without an actor; it logs on the thread of the sender.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    /// <summary>Says what is not printed.</summary>
    public LogFilterEvaluator Filter { get; internal set; } = LogFilterEvaluator.NoFilters;

    public sealed override ActorPath Path { get; } = new RootActorPath(Address.AllSystems, "/StandardOutLogger");

    public sealed override IActorRefProvider Provider => throw new NotSupportedException("This logger does not provide.");

    protected sealed override void TellInternal(object message, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        Log(message);
    }

    protected abstract void Log(object message);
}
