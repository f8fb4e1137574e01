namespace Akka.Remote.Associations;

/// <summary>The incarnations of one peer that are not dealt with any more. Markers are dropped when they are old.</summary>
internal sealed class Quarantine(TimeSpan? duration)
{
    private const int MostMarkers = 100;

    private readonly Dictionary<int, long> _since = [];

    public bool IsEmpty => _since.Values.All(IsOld);

    public bool Contains(int uid) => _since.TryGetValue(uid, out var since) && !IsOld(since);

    /// <summary>Adds an incarnation; says whether it is new.</summary>
    public bool Add(int uid)
    {
        if (Contains(uid))
            return false;
        foreach (var old in _since.Where(marker => IsOld(marker.Value)).Select(marker => marker.Key).ToArray())
            _since.Remove(old);

        // A peer that makes up incarnations must not fill the memory.
        if (_since.Count >= MostMarkers)
            _since.Remove(_since.MinBy(marker => marker.Value).Key);
        _since[uid] = Environment.TickCount64;
        return true;
    }

    private bool IsOld(long since) => duration is { } limit && limit >= TimeSpan.Zero && Environment.TickCount64 - since > limit.TotalMilliseconds;
}
