using System.Globalization;

namespace Akka.Persistence.Snapshot;

/// <summary>The name of a snapshot's file: <c>snapshot-id-sequenceNr-ticks</c>, the id escaped as in addresses.</summary>
internal static class SnapshotFile
{
    private const string Prefix = "snapshot-";

    public static string NameOf(SnapshotMetadata metadata) =>
        $"{PrefixOf(metadata.PersistenceId)}{metadata.SequenceNr}-{metadata.Timestamp.Ticks}";

    public static string PrefixOf(string persistenceId) => $"{Prefix}{Uri.EscapeDataString(persistenceId)}-";

    /// <summary>What a file of that name holds, or null when it is no snapshot file.</summary>
    public static SnapshotMetadata? Parse(string name)
    {
        var ticksAt = name.LastIndexOf('-');
        var numberAt = ticksAt <= 0 ? -1 : name.LastIndexOf('-', ticksAt - 1);
        if (!name.StartsWith(Prefix, StringComparison.Ordinal)
            || numberAt <= Prefix.Length
            || !TryParse(name[(numberAt + 1)..ticksAt], out var sequenceNr)
            || !TryParse(name[(ticksAt + 1)..], out var ticks)
            || ticks > DateTime.MaxValue.Ticks)
            return null;
        return new SnapshotMetadata(
            Uri.UnescapeDataString(name[Prefix.Length..numberAt]),
            sequenceNr,
            new DateTime(ticks, DateTimeKind.Utc));
    }

    private static bool TryParse(string digits, out long value) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
