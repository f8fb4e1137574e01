using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private Recovery _recovery = Recovery.Default;
    private TimeSpan _recoveryTimeout;
    private ICancelable? _recoveryTimer;
    private bool _eventSeen;
    private IActorRef? _permitter;

    private IActorRef Permitter => _permitter ??= Extension.RecoveryPermitterFor(JournalPluginId);

    private void RequestPermit()
    {
        _recovery = Recovery;
        _phase = Phase.WaitingForPermit;
        Permitter.Tell(RequestRecoveryPermit.Instance, Self);
    }

    private void OnWaitingForPermit(object message)
    {
        if (message is not RecoveryPermitGranted)
        {
            StashInternally(message);
            return;
        }

        _recoveryTimeout = Extension.JournalConfigFor(JournalPluginId).GetTimeSpan("recovery-event-timeout", null, false);
        _recoveryTimer = Context.System.Scheduler.ScheduleTellOnceCancelable(_recoveryTimeout, Self, new RecoveryTick(true), Self);
        _phase = Phase.LoadingSnapshot;
        LoadSnapshot(SnapshotterId, _recovery.FromSnapshot, _recovery.ToSequenceNr);
    }

    private void OnLoadingSnapshot(object message)
    {
        switch (message)
        {
            case LoadSnapshotResult result:
                StopRecoveryTimer();
                if (result.Snapshot is null || OfferSnapshot(result.Snapshot)) StartReplay(result.ToSequenceNr);
                break;
            case LoadSnapshotFailed when Extension.SnapshotStoreConfigFor(SnapshotPluginId).GetBoolean("snapshot-is-optional", false):
                StopRecoveryTimer();
                Log.Info("Snapshot load error for persistenceId [{0}]. Replaying all events since snapshot-is-optional=true", PersistenceId);
                StartReplay(long.MaxValue);
                break;
            case LoadSnapshotFailed failed:
                FailRecovery(failed.Cause);
                break;
            case RecoveryTick { Snapshot: true }:
                FailRecovery(new RecoveryTimedOutException(
                    $"Recovery timed out, didn't get snapshot within {_recoveryTimeout.TotalSeconds}s."));
                break;
            default:
                StashInternally(message);
                break;
        }
    }

    private bool OfferSnapshot(SelectedSnapshot selected)
    {
        var before = LastSequenceNr;
        LastSequenceNr = selected.Metadata.SequenceNr;
        try
        {
            // Who does not take the snapshot needs the events that it stands for.
            if (!base.AroundReceive(_receiveRecover, new SnapshotOffer(selected.Metadata, selected.Snapshot))) LastSequenceNr = before;
            return true;
        }
        catch (Exception cause)
        {
            FailRecovery(cause);
            return false;
        }
    }

    private void StartReplay(long toSequenceNr)
    {
        _phase = Phase.Replaying;
        _eventSeen = false;
        _recoveryTimer = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            _recoveryTimeout, _recoveryTimeout, Self, new RecoveryTick(false), Self);
        Journal.Tell(new ReplayMessages(LastSequenceNr + 1L, toSequenceNr, _recovery.ReplayMax, PersistenceId, Self), Self);
    }

    private void OnReplaying(object message)
    {
        switch (message)
        {
            case ReplayedMessage replayed:
                Replay(replayed.Persistent);
                break;
            case RecoverySuccess success:
                CompleteRecovery(success.HighestSequenceNr);
                break;
            case ReplayMessagesFailure failure:
                FailRecovery(failure.Cause);
                break;
            case RecoveryTick { Snapshot: false } when _eventSeen:
                _eventSeen = false;
                break;
            case RecoveryTick { Snapshot: false }:
                FailRecovery(new RecoveryTimedOutException(
                    $"Recovery timed out, didn't get event within {_recoveryTimeout.TotalSeconds}s, highest sequence number seen {LastSequenceNr}."));
                break;
            case RecoveryTick:
                break;
            default:
                StashInternally(message);
                break;
        }
    }

    private void Replay(IPersistentRepresentation persistent)
    {
        _eventSeen = true;
        UpdateLastSequenceNr(persistent);
        try
        {
            base.AroundReceive(_receiveRecover, persistent.Payload);
        }
        catch (Exception cause)
        {
            FailRecovery(cause, persistent.Payload);
        }
    }

    private void CompleteRecovery(long highestSequenceNr)
    {
        StopRecoveryTimer();
        try
        {
            OnReplaySuccess();
            LastSequenceNr = Math.Max(highestSequenceNr, LastSequenceNr);
            _sequenceNr = LastSequenceNr;
            _phase = Phase.ProcessingCommands;
            try
            {
                base.AroundReceive(_receiveRecover, RecoveryCompleted.Instance);
            }
            finally
            {
                // Also after a fault: the supervisor may resume the actor.
                StartProcessing();
            }
        }
        finally
        {
            ReturnPermit();
        }
    }

    private void StartProcessing()
    {
        FlushBatch();
        if (_pendingHolds > 0)
        {
            _phase = Phase.PersistingEvents;
            return;
        }

        _internalStash.UnstashAll();
    }

    private void FailRecovery(Exception cause, object? message = null)
    {
        StopRecoveryTimer();
        try
        {
            OnRecoveryFailure(cause, message);
        }
        finally
        {
            Context.Stop(Self);
            ReturnPermit();
        }
    }

    private void ReturnPermit() => Permitter.Tell(ReturnRecoveryPermit.Instance, Self);

    private void StopRecoveryTimer()
    {
        _recoveryTimer?.Cancel();
        _recoveryTimer = null;
    }

    private void UpdateLastSequenceNr(IPersistentRepresentation persistent) =>
        LastSequenceNr = Math.Max(persistent.SequenceNr, LastSequenceNr);
}
