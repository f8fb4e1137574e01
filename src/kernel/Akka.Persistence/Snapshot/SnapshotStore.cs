using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence.Snapshot;

/// <summary>A plugin that keeps snapshots. Its work runs outside its actor; the answers pass through the actor.</summary>
public abstract class SnapshotStore : ActorBase
{
    private readonly PluginBreaker _breaker;
    private readonly bool _publish;
    private readonly ILoggingAdapter _log;

    protected SnapshotStore()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        _publish = extension.Settings.Internal.PublishPluginCommands;
        _breaker = new PluginBreaker(extension.SettingsFor(Self).Config, TimeProvider.System);
        _log = Context.GetLogger();
    }

    protected sealed override bool Receive(object message) => ReceiveSnapshotStore(message) || ReceivePluginInternal(message);

    /// <summary>The newest snapshot that fits, or null. The token says here, and below, that nobody waits any more.</summary>
    protected abstract Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken);

    protected abstract Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken);

    protected abstract Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken);

    protected abstract Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken);

    /// <summary>For the plugin's own messages; it also sees the answers to saving and deleting.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    private bool ReceiveSnapshotStore(object message)
    {
        switch (message)
        {
            case LoadSnapshot load:
                _ = Load(load, Sender, Self);
                return true;
            case SaveSnapshot save:
                var metadata = WithTime(save.Metadata);
                _ = Serve(token => SaveAsync(metadata, save.Snapshot, token), new SaveSnapshotSuccess(metadata), e => new SaveSnapshotFailure(save.Metadata, e));
                return true;
            case DeleteSnapshot delete:
                _ = Serve(token => DeleteAsync(delete.Metadata, token), new DeleteSnapshotSuccess(delete.Metadata), e => new DeleteSnapshotFailure(delete.Metadata, e), delete);
                return true;
            case DeleteSnapshots delete:
                _ = Serve(token => DeleteAsync(delete.PersistenceId, delete.Criteria, token), new DeleteSnapshotsSuccess(delete.Criteria), e => new DeleteSnapshotsFailure(delete.Criteria, e), delete);
                return true;
            case SaveSnapshotFailure failure:
                _ = DeleteRemains(failure.Metadata);
                Forward(failure);
                return true;
            case SaveSnapshotSuccess or DeleteSnapshotSuccess or DeleteSnapshotFailure or DeleteSnapshotsSuccess or DeleteSnapshotsFailure:
                Forward(message);
                return true;
            default:
                return false;
        }
    }

    private async Task Load(LoadSnapshot request, IActorRef actor, IActorRef self)
    {
        if (request.Criteria == SnapshotSelectionCriteria.None)
        {
            actor.Tell(new LoadSnapshotResult(null!, request.ToSequenceNr), self);
            return;
        }

        try
        {
            var criteria = request.Criteria.Limit(request.ToSequenceNr);
            var selected = await _breaker.Run(token => LoadAsync(request.PersistenceId, criteria, token)).ConfigureAwait(false);
            actor.Tell(new LoadSnapshotResult(selected, request.ToSequenceNr), self);
        }
        catch (Exception cause)
        {
            actor.Tell(new LoadSnapshotFailed(cause), self);
        }
    }

    private async Task Serve(
        Func<CancellationToken, Task> work,
        ISnapshotResponse success,
        Func<Exception, ISnapshotResponse> failure,
        ISnapshotRequest? published = null)
    {
        var (self, actor, events) = (Self, Sender, Context.System.EventStream);
        try
        {
            await _breaker.Run(work).ConfigureAwait(false);
            self.Tell(success, actor);
        }
        catch (Exception cause)
        {
            self.Tell(failure(cause), actor);
        }

        if (_publish && published is not null) events.Publish(published);
    }

    /// <summary>What a failed save may have left behind must not be found by a recovery.</summary>
    private async Task DeleteRemains(SnapshotMetadata metadata)
    {
        try
        {
            await _breaker.Run(token => DeleteAsync(metadata, token)).ConfigureAwait(false);
        }
        catch (Exception cause)
        {
            _log.Error(cause, "DeleteAsync operation after SaveSnapshot failure failed.");
        }
    }

    private void Forward(object response)
    {
        try
        {
            ReceivePluginInternal(response);
        }
        finally
        {
            Sender.Tell(response, Self);
        }
    }

    private static SnapshotMetadata WithTime(SnapshotMetadata metadata) => metadata.Timestamp == DateTime.MinValue
        ? new SnapshotMetadata(metadata.PersistenceId, metadata.SequenceNr, TimeProvider.System.GetUtcNow().UtcDateTime)
        : metadata;
}
