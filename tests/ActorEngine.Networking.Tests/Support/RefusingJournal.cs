using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace ActorEngine.Networking.Tests;

/// <summary>A journal in memory that rejects what it is given while <see cref="IsFull"/> says so, as an SQL journal does on a full disk.</summary>
public sealed class RefusingJournal : MemoryJournal
{
    private static volatile bool isFull;

    public static bool IsFull { get => isFull; set => isFull = value; }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) => IsFull
        ? Task.FromResult<IImmutableList<Exception>>([.. messages.Select(_ => new IOException("No space left on device"))])
        : base.WriteMessagesAsync(messages, cancellationToken);
}
