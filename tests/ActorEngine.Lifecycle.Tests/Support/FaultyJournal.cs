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

    private static readonly ConcurrentDictionary<string, int> Written = new();

    /// <summary>How many writes of a persistence id are durable.</summary>
    public static int Writes(string persistenceId) => Written.GetValueOrDefault(persistenceId);

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        AtomicWrite[] writes = [.. messages];
        foreach (AtomicWrite write in writes)
        {
            if (Unwritable.TryGetValue(write.PersistenceId, out string? reason)) throw new IOException(reason);
        }

        IImmutableList<Exception> results = await base.WriteMessagesAsync(writes, cancellationToken);
        foreach (AtomicWrite write in writes) Written.AddOrUpdate(write.PersistenceId, 1, (_, count) => count + 1);
        return results;
    }

    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback) =>
        Unreadable.TryGetValue(persistenceId, out string? reason)
            ? Task.FromException(new IOException(reason))
            : base.ReplayMessagesAsync(context, persistenceId, fromSequenceNr, toSequenceNr, max, recoveryCallback);
}
