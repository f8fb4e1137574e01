using System.Collections.Immutable;
using Akka.Actor;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

public abstract partial class AsyncWriteJournal
{
    private async Task Write(WriteMessages request, long ticket, IActorRef self)
    {
        var writes = request.Messages.Count(envelope => envelope is AtomicWrite);
        try
        {
            var rejections = writes == 0
                ? null
                : await _breaker.Run(token => WriteMessagesAsync(PreparePersistentBatch(request.Messages), token)).ConfigureAwait(false);
            if (rejections is not null && rejections.Count != writes)
                throw new IllegalStateException(
                    $"AsyncWriteMessages return invalid number or results. Expected [{writes}], but got [{rejections.Count}].");
            _order.Complete(ticket, () => Answer(request, rejections, self));
        }
        catch (Exception cause)
        {
            _order.Complete(ticket, () => AnswerFailure(request, TryUnwrapException(cause), writes, self));
        }
    }

    private static void Answer(WriteMessages request, IImmutableList<Exception>? rejections, IActorRef self)
    {
        request.PersistentActor.Tell(WriteMessagesSuccessful.Instance, self);
        var write = 0;
        foreach (var envelope in request.Messages)
        {
            if (envelope is not AtomicWrite atomic)
            {
                Loop(request, envelope);
                continue;
            }

            var rejection = rejections?[write++];
            foreach (var representation in atomic.Events)
                request.PersistentActor.Tell(
                    rejection is null
                        ? new WriteMessageSuccess(representation, request.ActorInstanceId)
                        : new WriteMessageRejected(representation, rejection, request.ActorInstanceId),
                    representation.Sender);
        }
    }

    private static void AnswerFailure(WriteMessages request, Exception cause, int writes, IActorRef self)
    {
        request.PersistentActor.Tell(new WriteMessagesFailed(cause, writes), self);
        foreach (var envelope in request.Messages)
        {
            if (envelope is not AtomicWrite atomic)
            {
                Loop(request, envelope);
                continue;
            }

            foreach (var representation in atomic.Events)
                request.PersistentActor.Tell(
                    new WriteMessageFailure(representation, cause, request.ActorInstanceId),
                    representation.Sender);
        }
    }

    private static void Loop(WriteMessages request, IPersistentEnvelope envelope) =>
        request.PersistentActor.Tell(new LoopMessageSuccess(envelope.Payload, request.ActorInstanceId), envelope.Sender);
}
