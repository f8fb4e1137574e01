using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Reads events back without blocking.</summary>
public interface IAsyncRecovery
{
    /// <summary>Calls back with the events of a persistence id, in order; the task ends after the last one.</summary>
    Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback);

    /// <summary>The highest sequence number ever stored for a persistence id, deleted events included; 0 when there is none.</summary>
    Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken);
}
