namespace Akka.Actor;

/// <summary>Something that messages can be sent to: a reference or a selection.</summary>
public interface ICanTell
{
    /// <summary>Sends without waiting; null as sender means none.</summary>
    void Tell(object message, IActorRef? sender);
}
