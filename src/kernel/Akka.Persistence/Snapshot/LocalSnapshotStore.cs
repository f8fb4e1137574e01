using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence.Snapshot;

/// <summary>
/// Keeps a file per snapshot in one directory (<c>akka.persistence.snapshot-store.local.dir</c>). A snapshot is written
/// aside and renamed. When the newest cannot be read, older ones are tried (<c>max-load-attempts</c>).
/// </summary>
public class LocalSnapshotStore : SnapshotStore
{
    private readonly ConcurrentDictionary<SnapshotMetadata, bool> _saving = new();
    private readonly Akka.Serialization.Serializer _serializer;
    private readonly ILoggingAdapter _log;
    private readonly string _directory;
    private readonly int _maxLoadAttempts;

    public LocalSnapshotStore()
    {
        var config = Context.System.Settings.Config.GetConfig("akka.persistence.snapshot-store.local");
        _directory = config.GetString("dir");
        _maxLoadAttempts = config.GetInt("max-load-attempts", 3);
        _serializer = Context.System.Serialization.FindSerializerForType(typeof(Serialization.Snapshot));
        _log = Context.GetLogger();
    }

    protected override void PreStart()
    {
        Directory.CreateDirectory(_directory);
        base.PreStart();
    }

    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        var newestFirst = Stored(persistenceId, criteria).OrderByDescending(m => m, SnapshotMetadata.Comparer).Take(_maxLoadAttempts).ToList();
        return Task.Run(() => Load(newestFirst));
    }

    protected override async Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
    {
        _saving[metadata] = true;
        try
        {
            await Task.Run(() => Save(metadata, snapshot)).ConfigureAwait(false);
        }
        finally
        {
            _saving.TryRemove(metadata, out _);
        }
    }

    protected virtual void Save(SnapshotMetadata metadata, object snapshot)
    {
        var aside = WithOutputStream(metadata, stream => Serialize(stream, new Serialization.Snapshot(snapshot)));
        aside.MoveTo(GetSnapshotFileForWrite(metadata).FullName, overwrite: true);
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) => Task.Run(() =>
    {
        foreach (var stored in Stored(metadata.PersistenceId, SnapshotSelectionCriteria.Latest))
            if (stored.SequenceNr == metadata.SequenceNr && (metadata.Timestamp == DateTime.MinValue || stored.Timestamp == metadata.Timestamp))
                GetSnapshotFileForWrite(stored).Delete();
    });

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) => Task.Run(() =>
    {
        foreach (var stored in Stored(persistenceId, criteria)) GetSnapshotFileForWrite(stored).Delete();
    });

    protected void Serialize(Stream stream, Serialization.Snapshot snapshot) => stream.Write(_serializer.ToBinary(snapshot));

    protected FileInfo WithOutputStream(SnapshotMetadata metadata, Action<Stream> p)
    {
        var aside = GetSnapshotFileForWrite(metadata, ".tmp");
        using var stream = aside.Create();
        p(stream);
        stream.Flush(flushToDisk: true);
        return aside;
    }

    protected FileInfo GetSnapshotFileForWrite(SnapshotMetadata metadata, string extension = "") =>
        new(Path.Combine(_directory, SnapshotFile.NameOf(metadata) + extension));

    private List<SnapshotMetadata> Stored(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Directory.EnumerateFiles(_directory, SnapshotFile.PrefixOf(persistenceId) + "*")
            .Select(file => SnapshotFile.Parse(Path.GetFileName(file)))
            .OfType<SnapshotMetadata>()
            .Where(m => m.PersistenceId == persistenceId && criteria.Matches(m.SequenceNr, m.Timestamp.Ticks) && !_saving.ContainsKey(m))
            .ToList();

    private SelectedSnapshot Load(List<SnapshotMetadata> newestFirst)
    {
        for (var i = 0; i < newestFirst.Count; i++)
        {
            try
            {
                var bytes = File.ReadAllBytes(GetSnapshotFileForWrite(newestFirst[i]).FullName);
                return new SelectedSnapshot(newestFirst[i], _serializer.FromBinary<Serialization.Snapshot>(bytes).Data);
            }
            catch (Exception cause)
            {
                var remaining = newestFirst.Count - 1 - i;
                _log.Error(cause, "Error loading snapshot [{0}], remaining attempts: [{1}]", newestFirst[i], remaining);
                if (remaining == 0) throw;
            }
        }

        return null!;
    }
}
