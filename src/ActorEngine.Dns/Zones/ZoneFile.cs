using ActorEngine.Linux;

namespace ActorEngine.Dns;

/// <summary>The zone file, read again with the first question after it changed: who starts a container finds its name at once.</summary>
internal sealed class ZoneFile(string path)
{
    private readonly Lock gate = new();
    private (ulong Inode, long Modified, ulong Size) seen;
    private Zone zone = Zone.Empty;

    public Zone Read()
    {
        if (FileStat.Of(path) is not { } file) return Volatile.Read(ref zone);
        var now = (file.Inode, file.Modified, file.Size);
        lock (gate)
        {
            if (now == seen) return zone;
            zone = Zone.Parse(File.ReadAllText(path));
            seen = now;
            return zone;
        }
    }
}
