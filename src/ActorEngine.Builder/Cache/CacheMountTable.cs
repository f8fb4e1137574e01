using System.Security.Cryptography;
using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>The directories of RUN --mount=type=cache, and who uses them. They outlive builds and restarts. Thread-safe.</summary>
internal sealed class CacheMountTable(string root)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SemaphoreSlim> locks = [];
    private readonly HashSet<string> inUse = [];
    private readonly Dictionary<string, int> users = [];

    /// <summary>A directory for a mount; given back by disposing. One that is locked is waited for.</summary>
    /// <param name="seed">Fills a new directory.</param>
    public async Task<CacheDirectory> TakeAsync(RunMount mount, Action<string> seed, CancellationToken cancellation)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mount.Id)))[..32];
        switch (mount.Sharing)
        {
            case CacheSharing.Locked:
                SemaphoreSlim turn = LockOf(name);
                await turn.WaitAsync(cancellation).ConfigureAwait(false);
                return Make(name, mount, seed, () => turn.Release());
            case CacheSharing.Private:
                string own = name;
                lock (gate)
                {
                    for (int i = 1; !inUse.Add(own); i++) own = $"{name}-{i}";
                }

                return Make(own, mount, seed, () => GiveBack(own));
            default:
                return Make(name, mount, seed, () => { });
        }
    }

    /// <summary>Removes the directories that nobody uses now. Their names, and how many bytes their files had.</summary>
    public (IReadOnlyList<string> Names, long Bytes) Prune()
    {
        List<string> names = [], moved = [];
        lock (gate)
        {
            foreach (string path in Directory.EnumerateDirectories(root))
            {
                string name = Path.GetFileName(path);
                // With a dot: one that is being made, or that an earlier prune could not remove.
                if (users.ContainsKey(name) || name.Contains(".new-")) continue;
                string aside = name.Contains('.') ? path : $"{path}.gone-{Guid.NewGuid():n}";
                if (aside != path)
                {
                    FileTree.Rename(FileDescriptor.CurrentDirectory, path, FileDescriptor.CurrentDirectory, aside, noReplace: true);
                    names.Add(name);
                }

                moved.Add(aside);
            }
        }

        long bytes = moved.Sum(SizeOf);
        foreach (string path in moved) TreeRemoval.Remove(path);
        return (names, bytes);
    }

    private static long SizeOf(string directory)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        return new DirectoryInfo(directory).EnumerateFiles("*", options).Sum(file => file.Length);
    }

    private CacheDirectory Make(string name, RunMount mount, Action<string> seed, Action let)
    {
        lock (gate) users[name] = users.GetValueOrDefault(name) + 1;
        void release()
        {
            lock (gate)
            {
                if (--users[name] == 0) users.Remove(name);
            }

            let();
        }

        try
        {
            string path = Path.Combine(root, name), staging = $"{path}.new-{Guid.NewGuid():n}";
            if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(staging);
                FileOwnership.SetOwner(FileDescriptor.CurrentDirectory, staging, (uint)mount.UserId, (uint)mount.GroupId);
                FileOwnership.SetMode(FileDescriptor.CurrentDirectory, staging, (uint)(mount.Mode ?? 0x1ed));
                seed(staging);
                Place(staging, path);
            }

            return new CacheDirectory(path, release);
        }
        catch
        {
            release();
            throw;
        }
    }

    // Whoever comes first gives the directory; the other's is dropped.
    private static void Place(string staging, string path)
    {
        try
        {
            FileTree.Rename(FileDescriptor.CurrentDirectory, staging, FileDescriptor.CurrentDirectory, path, noReplace: true);
        }
        catch (LinuxException there) when (there.Errno == Errno.EEXIST)
        {
            TreeRemoval.Remove(staging);
        }
    }

    private void GiveBack(string name)
    {
        lock (gate) inUse.Remove(name);
    }

    private SemaphoreSlim LockOf(string name)
    {
        lock (gate)
        {
            if (!locks.TryGetValue(name, out SemaphoreSlim? turn)) locks[name] = turn = new SemaphoreSlim(1, 1);
            return turn;
        }
    }
}

/// <summary>A cache mount's directory while a step uses it.</summary>
internal sealed class CacheDirectory(string path, Action release) : IDisposable
{
    private Action? release = release;

    public string Path { get; } = path;

    public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke();
}
