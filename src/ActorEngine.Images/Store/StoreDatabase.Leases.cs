using System.Collections.Immutable;
using ActorEngine.Contracts;
using Microsoft.Data.Sqlite;

namespace ActorEngine.Images;

/// <summary>Layers apart from images, and the leases that hold them.</summary>
internal sealed partial class StoreDatabase
{
    private const string Images = """
        CREATE TABLE images (id TEXT PRIMARY KEY, manifest TEXT NOT NULL, hidden INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE image_layers (
            image TEXT NOT NULL REFERENCES images (id) ON DELETE CASCADE, position INTEGER NOT NULL, diff_id TEXT NOT NULL, chain_id TEXT NOT NULL,
            blob TEXT NOT NULL, blob_size INTEGER NOT NULL, media_type TEXT NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (image, position)) WITHOUT ROWID;
        CREATE TABLE image_names (name TEXT PRIMARY KEY, image TEXT NOT NULL REFERENCES images (id)) WITHOUT ROWID;
        """;

    private const string Layers = """
        CREATE TABLE layers (
            chain_id TEXT PRIMARY KEY, parent TEXT NOT NULL, diff_id TEXT NOT NULL,
            blob TEXT NOT NULL, blob_size INTEGER NOT NULL, media_type TEXT NOT NULL, size INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE leases (name TEXT PRIMARY KEY, expires TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE lease_layers (lease TEXT NOT NULL REFERENCES leases (name) ON DELETE CASCADE, chain_id TEXT NOT NULL, PRIMARY KEY (lease, chain_id)) WITHOUT ROWID;
        """;

    private const string Tagged = "ALTER TABLE images ADD COLUMN tagged TEXT NOT NULL DEFAULT ''";

    private ImageCatalog LoadLeases(ImageCatalog catalog)
    {
        var layers = ImmutableDictionary.CreateBuilder<Digest, ChainedLayer>();
        using (SqliteCommand command = Command(connection, null, "SELECT parent, diff_id, chain_id, blob, blob_size, media_type, size FROM layers"))
        using (SqliteDataReader row = command.ExecuteReader())
        {
            while (row.Read())
            {
                string parent = row.GetString(0);
                layers[new Digest(row.GetString(2))] = new ChainedLayer(ReadLayer(row), parent.Length == 0 ? null : new Digest(parent));
            }
        }

        Dictionary<string, HashSet<Digest>> chains = [];
        using (SqliteCommand command = Command(connection, null, "SELECT lease, chain_id FROM lease_layers"))
        using (SqliteDataReader row = command.ExecuteReader())
        {
            while (row.Read())
            {
                if (!chains.TryGetValue(row.GetString(0), out HashSet<Digest>? held)) chains[row.GetString(0)] = held = [];
                held.Add(new Digest(row.GetString(1)));
            }
        }

        var leases = ImmutableSortedDictionary.CreateBuilder<string, LeaseRecord>(StringComparer.Ordinal);
        using (SqliteCommand command = Command(connection, null, "SELECT name, expires FROM leases"))
        using (SqliteDataReader row = command.ExecuteReader())
        {
            while (row.Read())
            {
                string name = row.GetString(0), expires = row.GetString(1);
                leases[name] = new LeaseRecord(name, expires.Length == 0 ? null : DateTimeOffset.Parse(expires, System.Globalization.CultureInfo.InvariantCulture), chains.TryGetValue(name, out HashSet<Digest>? held) ? [.. held] : []);
            }
        }

        return catalog with { Layers = layers.ToImmutable(), Leases = leases.ToImmutable() };
    }

    private void CommitLeases(SqliteTransaction transaction, ImageCatalog before, ImageCatalog after)
    {
        if (!ReferenceEquals(before.Layers, after.Layers))
        {
            foreach (Digest gone in before.Layers.Keys.Where(id => !after.Layers.ContainsKey(id))) Execute(connection, transaction, "DELETE FROM layers WHERE chain_id = $a", gone.Value);
            foreach ((Digest id, ChainedLayer layer) in after.Layers.Where(layer => !before.Layers.ContainsKey(layer.Key)))
            {
                LayerRecord record = layer.Layer;
                Execute(connection, transaction,
                    "INSERT INTO layers (chain_id, parent, diff_id, blob, blob_size, media_type, size) VALUES ($a, $b, $c, $d, $e, $f, $g)",
                    id.Value, layer.Parent?.Value ?? "", record.DiffId.Value, record.Blob.Value, record.BlobSize, record.MediaType, record.Size);
            }
        }

        if (ReferenceEquals(before.Leases, after.Leases)) return;
        foreach (string gone in before.Leases.Keys.Where(name => !after.Leases.ContainsKey(name))) Execute(connection, transaction, "DELETE FROM leases WHERE name = $a", gone);
        foreach (LeaseRecord lease in after.Leases.Values)
        {
            LeaseRecord? old = before.Leases.GetValueOrDefault(lease.Name);
            if (ReferenceEquals(old, lease)) continue;
            Execute(connection, transaction, "INSERT INTO leases (name, expires) VALUES ($a, $b) ON CONFLICT (name) DO UPDATE SET expires = excluded.expires", lease.Name, lease.Expires?.ToString("O") ?? "");
            foreach (Digest chain in old?.Chains.Except(lease.Chains) ?? []) Execute(connection, transaction, "DELETE FROM lease_layers WHERE lease = $a AND chain_id = $b", lease.Name, chain.Value);
            foreach (Digest chain in lease.Chains.Except(old?.Chains ?? [])) Execute(connection, transaction, "INSERT INTO lease_layers (lease, chain_id) VALUES ($a, $b)", lease.Name, chain.Value);
        }
    }

    // Columns 1 to 6: diff id, chain id, blob, its size, media type, size.
    private static LayerRecord ReadLayer(SqliteDataReader row) =>
        new(new(row.GetString(1)), new(row.GetString(2)), new(row.GetString(3)), row.GetInt64(4), row.GetString(5), row.GetInt64(6));
}
