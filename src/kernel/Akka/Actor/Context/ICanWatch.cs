namespace Akka.Actor;

/// <summary>Death watch: hearing of the end of other actors.</summary>
public interface ICanWatch
{
    /// <summary>Asks for <see cref="Terminated"/> when the subject has stopped.</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>Asks for the given message when the subject has stopped.</summary>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Takes the wish back; a Terminated already in the mailbox is dropped.</summary>
    IActorRef Unwatch(IActorRef subject);
}
