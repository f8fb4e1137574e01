using System.Globalization;
using ActorEngine.Contracts;
using Microsoft.Data.Sqlite;

namespace ActorEngine.Images;

/// <summary>
/// The store's own SQLite database: images, their layers, and names. Write-ahead log, synchronous FULL. One writer: the store
/// commits one change at a time.
/// </summary>
internal sealed partial class StoreDatabase : IDisposable
{
    private const int Version = 3;

    private readonly SqliteConnection connection;

    private StoreDatabase(SqliteConnection connection) => this.connection = connection;

    public static StoreDatabase Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, null, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
            Migrate(connection);
            return new StoreDatabase(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Everything, with each image's configuration read through <paramref name="readBlob"/>.</summary>
    public ImageCatalog Load(Func<Digest, byte[]> readBlob)
    {
        ILookup<string, LayerRecord> layers = ReadLayers();
        List<ImageRecord> images = [];
        using (SqliteCommand command = Command(connection, null, "SELECT id, manifest, hidden, tagged FROM images"))
        using (SqliteDataReader row = command.ExecuteReader())
        {
            while (row.Read())
            {
                Digest id = new(row.GetString(0));
                string tagged = row.GetString(3);
                images.Add(new ImageRecord(id, new Digest(row.GetString(1)), [.. layers[id.Value]], Document(id, [.. layers[id.Value]], readBlob))
                {
                    IsHidden = row.GetInt64(2) != 0,
                    TaggedAt = tagged.Length == 0 ? null : DateTimeOffset.Parse(tagged, CultureInfo.InvariantCulture),
                });
            }
        }

        List<KeyValuePair<string, Digest>> names = [];
        using (SqliteCommand command = Command(connection, null, "SELECT name, image FROM image_names"))
        using (SqliteDataReader row = command.ExecuteReader())
            while (row.Read()) names.Add(new(row.GetString(0), new Digest(row.GetString(1))));
        return LoadLeases(ImageCatalog.Empty.With(images, names));
    }

    /// <summary>Makes the database hold <paramref name="after"/> instead of <paramref name="before"/>, in one transaction.</summary>
    public void Commit(ImageCatalog before, ImageCatalog after)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        foreach (string name in before.Names.Keys.Where(name => !after.Names.ContainsKey(name)))
            Execute(connection, transaction, "DELETE FROM image_names WHERE name = $a", name);
        foreach (ImageRecord image in after.Images.Values.Where(image => !before.Images.TryGetValue(image.Id, out var old) || !ReferenceEquals(old, image)))
            Write(transaction, image);
        foreach ((string name, Digest id) in after.Names.Where(name => !before.Names.TryGetValue(name.Key, out Digest old) || old != name.Value))
            Execute(connection, transaction, "INSERT INTO image_names (name, image) VALUES ($a, $b) ON CONFLICT (name) DO UPDATE SET image = excluded.image", name, id.Value);
        foreach (Digest id in before.Images.Keys.Where(id => !after.Images.ContainsKey(id)))
            Execute(connection, transaction, "DELETE FROM images WHERE id = $a", id.Value);
        CommitLeases(transaction, before, after);
        transaction.Commit();
    }

    public void Dispose() => connection.Dispose();

    private void Write(SqliteTransaction transaction, ImageRecord image)
    {
        Execute(connection, transaction,
            "INSERT INTO images (id, manifest, hidden, tagged) VALUES ($a, $b, $c, $d) ON CONFLICT (id) DO UPDATE SET manifest = excluded.manifest, hidden = excluded.hidden, tagged = excluded.tagged",
            image.Id.Value, image.Manifest.Value, image.IsHidden ? 1L : 0L, image.TaggedAt?.ToString("O", CultureInfo.InvariantCulture) ?? "");
        Execute(connection, transaction, "DELETE FROM image_layers WHERE image = $a", image.Id.Value);
        for (int i = 0; i < image.Layers.Count; i++)
        {
            LayerRecord layer = image.Layers[i];
            Execute(connection, transaction,
                "INSERT INTO image_layers (image, position, diff_id, chain_id, blob, blob_size, media_type, size) VALUES ($a, $b, $c, $d, $e, $f, $g, $h)",
                image.Id.Value, (long)i, layer.DiffId.Value, layer.ChainId.Value, layer.Blob.Value, layer.BlobSize, layer.MediaType, layer.Size);
        }
    }

    // One configuration that cannot be read must not keep every other image away: its image stays, with its layers, to be mended or pulled again.
    private static ImageDocument Document(Digest id, IReadOnlyList<LayerRecord> layers, Func<Digest, byte[]> readBlob)
    {
        try
        {
            return ImageDocument.Parse(readBlob(id));
        }
        catch (Exception lost) when (lost is FaultException or FileNotFoundException or DirectoryNotFoundException)
        {
            return new ImageDocument(DateTimeOffset.UnixEpoch, "", "", null, new ImageConfiguration()) { DiffIds = [.. layers.Select(layer => layer.DiffId)] };
        }
    }

    private ILookup<string, LayerRecord> ReadLayers()
    {
        List<(string Image, LayerRecord Layer)> layers = [];
        using SqliteCommand command = Command(connection, null, "SELECT image, diff_id, chain_id, blob, blob_size, media_type, size FROM image_layers ORDER BY image, position");
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
            layers.Add((row.GetString(0), ReadLayer(row)));
        return layers.ToLookup(pair => pair.Image, pair => pair.Layer);
    }

    private static void Migrate(SqliteConnection connection)
    {
        using SqliteCommand command = Command(connection, null, "PRAGMA user_version");
        long version = (long)command.ExecuteScalar()!;
        if (version > Version) throw new InvalidDataException($"The image store was written by a newer engine (schema {version}, this one knows {Version}).");
        if (version == Version) return;
        using SqliteTransaction transaction = connection.BeginTransaction();
        if (version < 1) Execute(connection, transaction, Images);
        if (version < 2) Execute(connection, transaction, Layers);
        Execute(connection, transaction, Tagged);
        Execute(connection, transaction, $"PRAGMA user_version = {Version}");
        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction? transaction, string sql, params ReadOnlySpan<object> values)
    {
        using SqliteCommand command = Command(connection, transaction, sql);
        for (int i = 0; i < values.Length; i++) command.Parameters.AddWithValue("$" + (char)('a' + i), values[i]);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command;
    }
}
