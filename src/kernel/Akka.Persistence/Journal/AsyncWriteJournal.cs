using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence.Journal;

/// <summary>
/// A journal whose work runs outside its actor. A plugin implements how events are written, read and forgotten; this
/// class answers the persistent actors, in the order of their requests.
/// </summary>
public abstract partial class AsyncWriteJournal : WriteJournalBase, IAsyncRecovery
{
    protected readonly bool CanPublish;
    private readonly PluginBreaker _breaker;
    private readonly ReplayFilterSettings _replayFilter;
    private readonly ResponseOrder _order = new();
    private readonly ILoggingAdapter _replayLog;

    protected AsyncWriteJournal()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        var config = extension.SettingsFor(Self).Config;
        CanPublish = extension.Settings.Internal.PublishPluginCommands;
        _breaker = new PluginBreaker(config, TimeProvider.System);
        _replayFilter = new ReplayFilterSettings(config);
        _replayLog = Context.GetLogger();
    }

    public abstract Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback);

    public abstract Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken);

    /// <summary>
    /// Stores writes. Null when all are stored; else one entry per write, an exception where that one was rejected. A
    /// task that fails says that it is unknown which are stored. The token says that <c>call-timeout</c> is over.
    /// </summary>
    protected abstract Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken);

    /// <summary>Forgets events, keeping the highest sequence number.</summary>
    protected abstract Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken);

    /// <summary>For the plugin's own messages.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    protected sealed override bool Receive(object message) => ReceiveWriteJournal(message) || ReceivePluginInternal(message);

    protected bool ReceiveWriteJournal(object message)
    {
        switch (message)
        {
            case WriteMessages write:
                _ = Write(write, _order.Take(), Self);
                return true;
            case ReplayMessages replay:
                _ = Replay(replay, Context, Self);
                return true;
            case DeleteMessagesTo delete:
                _ = Delete(delete, Context.System, Self);
                return true;
            default:
                return false;
        }
    }

    protected static Exception TryUnwrapException(Exception e) =>
        e is AggregateException several && several.Flatten() is { InnerExceptions: [var only] } ? only : e;

    private async Task Delete(DeleteMessagesTo request, ActorSystem system, IActorRef self)
    {
        try
        {
            await _breaker.Run(token => DeleteMessagesToAsync(request.PersistenceId, request.ToSequenceNr, token)).ConfigureAwait(false);
            request.PersistentActor.Tell(new DeleteMessagesSuccess(request.ToSequenceNr), self);
            if (CanPublish) system.EventStream.Publish(request);
        }
        catch (Exception cause)
        {
            request.PersistentActor.Tell(new DeleteMessagesFailure(TryUnwrapException(cause), request.ToSequenceNr), self);
        }
    }
}
