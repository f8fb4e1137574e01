using Akka.Actor;

namespace Akka.Persistence.Journal;

public abstract partial class AsyncWriteJournal
{
    private async Task Replay(ReplayMessages request, IActorContext context, IActorRef self)
    {
        var actor = request.PersistentActor;
        var events = context.System.EventStream;
        var window = _replayFilter.Mode == ReplayFilterMode.Disabled
            ? null
            : new ReplayWindow(_replayFilter, _replayLog, Emit);
        try
        {
            var from = request.FromSequenceNr;
            var highest = await _breaker
                .Run(token => ReadHighestSequenceNrAsync(request.PersistenceId, Math.Max(0L, from - 1), token))
                .ConfigureAwait(false);
            var to = Math.Min(request.ToSequenceNr, highest);
            if (to > 0L && from <= to)
                await ReplayMessagesAsync(context, request.PersistenceId, from, to, request.Max, Take).ConfigureAwait(false);
            window?.Flush();
            actor.Tell(new RecoverySuccess(highest), self);
            if (CanPublish) events.Publish(request);
        }
        catch (OperationCanceledException cause)
        {
            Fail(new OperationCanceledException("ReplayMessagesAsync canceled, possibly due to timing out.", cause));
        }
        catch (Exception cause)
        {
            Fail(TryUnwrapException(cause));
        }

        void Emit(IPersistentRepresentation replayed) => actor.Tell(new ReplayedMessage(replayed), ActorRefs.NoSender);

        void Take(IPersistentRepresentation stored)
        {
            if (stored.IsDeleted) return;
            foreach (var adapted in AdaptFromJournal(stored))
                if (window is null) Emit(adapted);
                else window.Offer(adapted);
        }

        void Fail(Exception cause)
        {
            window?.Flush();
            actor.Tell(new ReplayMessagesFailure(cause), self);
        }
    }
}
