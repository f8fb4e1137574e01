using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using Akka.Persistence.Sql.Common.Journal;
using Akka.Persistence.Sqlite.Storage;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>A journal in an SQLite database (<c>akka.persistence.journal.sqlite</c>).</summary>
public class SqliteJournal : AsyncWriteJournal
{
    private readonly Akka.Serialization.Serialization _serialization;
    private readonly ITimestampProvider _timestamps;
    private readonly string _defaultSerializer;
    private readonly JournalSql _sql;
    private readonly SqliteStore _store;

    public SqliteJournal(Config journalConfig)
    {
        var config = journalConfig.WithFallback(SqlitePersistence.Get(Context.System).DefaultJournalConfig);
        _serialization = Context.System.Serialization;
        _timestamps = TimestampProviderProvider.GetTimestampProvider(config.GetString("timestamp-provider"), Context);
        _defaultSerializer = config.GetString("serializer");
        _sql = new JournalSql(config);
        _store = new SqliteStore(config, _sql.Schema, "sqlite-journal");
    }

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        _store.Read(session => session.Scalar(_sql.Highest, persistenceId) as long? ?? 0L);

    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback) => _store.Read(session =>
    {
        var replayed = 0L;
        using var rows = session.Query(_sql.Replay, persistenceId, fromSequenceNr, toSequenceNr);
        for (; replayed < max && rows.Read(); replayed++)
        {
            var value = PayloadColumns.Read(_serialization, _defaultSerializer, rows, payloadAt: 4, manifestAt: 3, serializerIdAt: 5);
            recoveryCallback(new Persistent(
                value,
                rows.GetInt64(0),
                persistenceId,
                rows.IsDBNull(3) ? "" : rows.GetString(3),
                rows.GetBoolean(2),
                timestamp: rows.GetInt64(1)));
        }

        return replayed;
    });

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.Select(Store).ToList();
        await Task.WhenAll(writes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return writes.Exists(write => !write.IsCompletedSuccessfully)
            ? writes.Select(write => write.Exception is { } e ? TryUnwrapException(e) : null!).ToImmutableList()
            : null!;
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        _store.Change(new DeleteEventsJob(_sql, persistenceId, toSequenceNr));

    protected override void PostStop()
    {
        _store.Stop();
        base.PostStop();
    }

    private Task Store(AtomicWrite write)
    {
        try
        {
            if (write.PersistenceId.StartsWith("tags", StringComparison.Ordinal))
                throw new InvalidOperationException($"Persistence Id {write.PersistenceId} must not start with tags");
            var rows = write.Events.Select(e => JournalRow.From(e, _serialization, _timestamps)).ToList();
            return _store.Change(new InsertEventsJob(_sql, write.PersistenceId, rows));
        }
        catch (Exception cause)
        {
            // What cannot be serialized is rejected; the other writes of the batch are stored.
            return Task.FromException(cause);
        }
    }
}
