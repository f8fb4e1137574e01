using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>An event to store with tags; a write adapter returns it. The actor never sees it.</summary>
public struct Tagged
{
    public Tagged(object payload, IEnumerable<string> tags)
        : this(payload, tags.ToImmutableHashSet())
    {
    }

    public Tagged(object payload, IImmutableSet<string> tags)
    {
        Payload = payload;
        Tags = tags;
    }

    public object Payload { get; }

    public IImmutableSet<string> Tags { get; }
}
