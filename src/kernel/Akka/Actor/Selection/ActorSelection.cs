using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>The actors that a path, with wildcards perhaps, leads to at the time of sending.</summary>
public class ActorSelection : ICanTell
{
    public ActorSelection()
    {
        Anchor = null!;
        Path = null!;
    }

    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, path.Length == 0 ? [] : path.Split('/'))
    {
    }

    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        Path = elements.Where(e => !string.IsNullOrEmpty(e)).Select(Parse).ToArray();
        var recursive = Array.IndexOf(Path, SelectChildRecursive.Instance);
        if (recursive >= 0 && recursive != Path.Length - 1)
            throw new IllegalActorNameException("Double wildcard can only appear at the last path entry");
    }

    /// <summary>Where the path begins.</summary>
    public IActorRef Anchor { get; }

    public SelectionPathElement[] Path { get; }

    public string PathString => "/" + string.Join<SelectionPathElement>("/", Path);

    public void Tell(object message, IActorRef? sender = null) => SelectionDelivery.Deliver(
        (IInternalActorRef)Anchor,
        sender ?? InternalCurrentActorCellKeeper.Current?.Self,
        new ActorSelectionMessage(message, Path));

    /// <summary>The one actor that the path leads to.</summary>
    /// <exception cref="ActorNotFoundException">There is none, or it does not answer in time.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <inheritdoc cref="ResolveOne(TimeSpan)"/>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException("subject was null");
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", e);
        }
    }

    public override bool Equals(object? obj) => obj is ActorSelection other && other.GetType() == GetType() && Equals(other);

    protected bool Equals(ActorSelection other) => Equals(Anchor, other.Anchor) && PathString == other.PathString;

    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    public override string ToString() => Anchor.Path.Uid == ActorCell.UndefinedUid
        ? $"ActorSelection[Anchor({Anchor.Path}), Path({PathString})]"
        : $"ActorSelection[Anchor({Anchor.Path}#{Anchor.Path.Uid}), Path({PathString})]";

    private static SelectionPathElement Parse(string element) => element switch
    {
        "**" => SelectChildRecursive.Instance,
        ".." => SelectParent.Instance,
        _ when element.AsSpan().ContainsAny('*', '?') => new SelectChildPattern(element),
        _ => new SelectChildName(element),
    };
}
