using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>A journal in memory that refuses to write or read for chosen persistence ids.</summary>
public sealed class FaultyJournal : MemoryJournal
{
    public static ConcurrentDictionary<string, string> Unwritable { get; } = new();

    public static ConcurrentDictionary<string, string> Unreadable { get; } = new();

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        AtomicWrite[] writes = [.. messages];
        foreach (AtomicWrite write in writes)
        {
            if (Unwritable.TryGetValue(write.PersistenceId, out string? reason)) return Task.FromException<IImmutableList<Exception>>(new IOException(reason));
        }

        return base.WriteMessagesAsync(writes);
    }

    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback) =>
        Unreadable.TryGetValue(persistenceId, out string? reason)
            ? Task.FromException(new IOException(reason))
            : base.ReplayMessagesAsync(context, persistenceId, fromSequenceNr, toSequenceNr, max, recoveryCallback);
}
