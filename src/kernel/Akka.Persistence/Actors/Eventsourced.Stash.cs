using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private void StashInternally(object message)
    {
        try
        {
            _internalStash.Stash();
        }
        catch (StashOverflowException)
        {
            switch (InternalStashOverflowStrategy)
            {
                case DiscardToDeadLetterStrategy:
                    Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                    break;
                case ReplyToStrategy reply:
                    Sender.Tell(reply.Response, Self);
                    break;
                default:
                    throw;
            }
        }
    }

    /// <summary>One stashed command is taken back after each handled one, so that it may persist in its turn.</summary>
    private void UnstashInternally(bool all)
    {
        if (all) _internalStash.UnstashAll();
        else _internalStash.Unstash();
    }
}
