namespace ActorEngine.Builder;

/// <summary>
/// The name of the lease that holds the cache's layers. A daemon that was killed may have left layers in it which its database does not tell of; then another
/// name is taken, the layers that are told of move to it, and the rest goes with the old one.
/// </summary>
internal sealed class LeaseFile
{
    private readonly string openMark;

    private LeaseFile(string name, string? before, string openMark) => (Name, Before, this.openMark) = (name, before, openMark);

    public string Name { get; }

    /// <summary>The lease of the daemon before, where that was killed.</summary>
    public string? Before { get; }

    public static LeaseFile Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string mark = path + ".open";
        string? known = File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        bool killed = File.Exists(mark);
        string name = known is { Length: > 0 } && !killed ? known : "build-cache-" + Guid.NewGuid().ToString("n")[..12];
        File.WriteAllText(mark, "");
        // A crash between the two would lose the old name, so a killed daemon's lease is kept beside the new one until it has been dropped.
        string before = path + ".before";
        if (killed && known is { Length: > 0 } && !File.Exists(before)) File.WriteAllText(before, known);
        File.WriteAllText(path, name);
        return new LeaseFile(name, File.Exists(before) ? File.ReadAllText(before).Trim() : null, mark);
    }

    /// <summary>The old lease has been dropped.</summary>
    public void Forget() => File.Delete(openMark[..^".open".Length] + ".before");

    /// <summary>All that the cache knows is on disk.</summary>
    public void Close() => File.Delete(openMark);
}
