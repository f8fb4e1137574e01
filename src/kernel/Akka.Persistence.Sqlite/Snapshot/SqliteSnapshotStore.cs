using Akka.Configuration;
using Akka.Persistence.Snapshot;
using Akka.Persistence.Sqlite.Storage;

namespace Akka.Persistence.Sqlite.Snapshot;

/// <summary>A snapshot store in an SQLite database (<c>akka.persistence.snapshot-store.sqlite</c>).</summary>
public class SqliteSnapshotStore : SnapshotStore
{
    private readonly Akka.Serialization.Serialization _serialization;
    private readonly string _defaultSerializer;
    private readonly SnapshotSql _sql;
    private readonly SqliteStore _store;

    public SqliteSnapshotStore(Config snapshotConfig)
    {
        var config = snapshotConfig.WithFallback(SqlitePersistence.Get(Context.System).DefaultSnapshotConfig);
        _serialization = Context.System.Serialization;
        _defaultSerializer = config.GetString("serializer");
        _sql = new SnapshotSql(config);
        _store = new SqliteStore(config, _sql.Schema, "sqlite-snapshots");
    }

    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) => _store.Read(session =>
    {
        using var rows = session.Query(_sql.Select, SnapshotSql.Bounds(persistenceId, criteria));
        if (!rows.Read()) return null!;
        var metadata = new SnapshotMetadata(persistenceId, rows.GetInt64(0), new DateTime(rows.GetInt64(1), DateTimeKind.Utc));
        var snapshot = PayloadColumns.Read(_serialization, _defaultSerializer, rows, payloadAt: 3, manifestAt: 2, serializerIdAt: 4);
        return new SelectedSnapshot(metadata, snapshot);
    });

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
    {
        var columns = PayloadColumns.Write(_serialization, snapshot);
        return _store.Change(new SnapshotJob(
            _sql.Save,
            metadata.PersistenceId,
            metadata.SequenceNr,
            metadata.Timestamp.Ticks,
            columns.Manifest,
            columns.Payload,
            columns.SerializerId));
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken)
    {
        var latest = metadata.Timestamp == DateTime.MinValue ? DateTime.MaxValue : metadata.Timestamp;
        return _store.Change(new SnapshotJob(_sql.DeleteOne, metadata.PersistenceId, metadata.SequenceNr, latest.Ticks));
    }

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        _store.Change(new SnapshotJob(_sql.DeleteRange, SnapshotSql.Bounds(persistenceId, criteria)));

    protected override void PostStop()
    {
        _store.Stop();
        base.PostStop();
    }
}
