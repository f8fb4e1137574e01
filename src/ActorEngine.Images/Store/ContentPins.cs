using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>
/// Leases of running imports on content that the store already holds. Content that is pinned is not removed; content
/// that was removed cannot be pinned. Safe for all threads.
/// </summary>
internal sealed class ContentPins
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> pins = [];

    /// <summary>Keeps what lies at a path until <see cref="Release"/>; false when nothing is there.</summary>
    public bool TryPin(string path)
    {
        lock (gate)
        {
            if (!Path.Exists(path)) return false;
            pins[path] = pins.GetValueOrDefault(path) + 1;
            return true;
        }
    }

    /// <summary>Keeps a path that is about to be made until <see cref="Release"/>.</summary>
    public void Pin(string path)
    {
        lock (gate) pins[path] = pins.GetValueOrDefault(path) + 1;
    }

    /// <summary>Gives a pin back.</summary>
    public void Release(string path)
    {
        lock (gate)
        {
            int left = pins.GetValueOrDefault(path) - 1;
            if (left > 0) pins[path] = left;
            else pins.Remove(path);
        }
    }

    /// <summary>Runs <paramref name="remove"/> (something quick) unless the path is pinned.</summary>
    public void RemoveUnlessPinned(string path, Action<string> remove)
    {
        lock (gate)
        {
            if (!pins.ContainsKey(path)) remove(path);
        }
    }
}
