namespace ActorEngine.Builder;

/// <summary>
/// The name of the lease that holds the cache's layers. A daemon that was killed may have left layers in it which its database does not tell of; then another
/// name is taken, the layers that are told of move to it, and the rest goes with the old one.
/// </summary>
internal sealed class LeaseFile
{
    private readonly string openMark;

    private LeaseFile(string name, IReadOnlyList<string> before, string openMark) => (Name, Before, this.openMark) = (name, before, openMark);

    public string Name { get; }

    /// <summary>The leases of daemons before that were killed, as far as they are not dropped yet.</summary>
    public IReadOnlyList<string> Before { get; }

    public static LeaseFile Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string mark = path + ".open";
        string? known = File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        bool killed = File.Exists(mark);
        string name = known is { Length: > 0 } && !killed ? known : "build-cache-" + Guid.NewGuid().ToString("n")[..12];
        File.WriteAllText(mark, "");
        // Written before the new name: a crash in between must not lose the old one.
        string before = path + ".before";
        if (killed && known is { Length: > 0 }) File.AppendAllText(before, known + "\n");
        File.WriteAllText(path, name);
        return new LeaseFile(name, File.Exists(before) ? [.. File.ReadAllLines(before).Where(line => line.Length > 0).Distinct()] : [], mark);
    }

    /// <summary>The old leases have been dropped.</summary>
    public void Forget() => File.Delete(openMark[..^".open".Length] + ".before");

    /// <summary>All that the cache knows is on disk.</summary>
    public void Close() => File.Delete(openMark);
}
