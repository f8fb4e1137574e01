using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Takes out of a container's changes the directories that were made for its mounts to stand on.</summary>
internal static class MountPlaces
{
    /// <param name="changes">Sorted by path.</param>
    /// <param name="mounts">Absolute paths.</param>
    public static IReadOnlyList<FileChange> Without(IReadOnlyList<FileChange> changes, IReadOnlyList<string> mounts)
    {
        if (mounts.Count == 0) return changes;
        HashSet<string> made = [.. mounts];
        // Ways to them, too, where nothing else is new on the way.
        foreach (FileChange change in changes.Where(change => change.Kind == FileChangeKind.Added).Reverse())
        {
            string below = change.Path + "/";
            bool leads = mounts.Any(mount => mount.StartsWith(below, StringComparison.Ordinal));
            if (leads && changes.All(other => !other.Path.StartsWith(below, StringComparison.Ordinal) || made.Contains(other.Path))) made.Add(change.Path);
        }

        return [.. changes.Where(change => change.Kind != FileChangeKind.Added || !made.Contains(change.Path))];
    }
}
