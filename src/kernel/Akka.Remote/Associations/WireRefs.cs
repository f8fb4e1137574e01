using System.Text;
using Akka.Actor;

namespace Akka.Remote.Associations;

/// <summary>References and manifests by their bytes, for the one thread that reads a connection; a newcomer takes the place of whoever is in it.</summary>
internal sealed class WireRefs(Remoting remoting)
{
    private const int Places = 512, LongestKept = 512;

    private readonly (byte[] Path, IInternalActorRef Reference)[] _references = new (byte[], IInternalActorRef)[Places];
    private readonly (byte[] Bytes, string Text)[] _manifests = new (byte[], string)[Places / 8];

    public IInternalActorRef Resolve(ReadOnlySpan<byte> path)
    {
        ref var place = ref _references[Hash(path) % Places];
        if (place.Path is not null && path.SequenceEqual(place.Path) && ResolvedRefs.IsFresh(place.Reference))
            return place.Reference;
        var reference = remoting.Provider.ResolveFromWire(Encoding.UTF8.GetString(path));
        if (path.Length <= LongestKept && ResolvedRefs.MayBeKept(reference))
            place = (path.ToArray(), reference);
        return reference;
    }

    public string Manifest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return "";
        ref var place = ref _manifests[Hash(bytes) % (uint)_manifests.Length];
        if (place.Bytes is not null && bytes.SequenceEqual(place.Bytes))
            return place.Text;
        var text = Encoding.UTF8.GetString(bytes);
        if (bytes.Length <= LongestKept)
            place = (bytes.ToArray(), text);
        return text;
    }

    // The end of a path tells it apart; its beginning is the same for all.
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = (uint)bytes.Length;
        foreach (var b in bytes[Math.Max(0, bytes.Length - 24)..])
            hash = (hash * 31) + b;
        return hash ^ (hash >> 15);
    }
}
