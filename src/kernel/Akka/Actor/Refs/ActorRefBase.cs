using Akka.Util;

namespace Akka.Actor;

/// <summary>Equality, ordering and sending as every reference has them.</summary>
public abstract class ActorRefBase : IActorRef
{
    public abstract ActorPath Path { get; }

    /// <summary>Whether null is a message; to actors it is not.</summary>
    internal virtual bool TakesNull => false;

    public void Tell(object message, IActorRef? sender)
    {
        if (message is null && !TakesNull)
            throw new InvalidMessageException("Message is null");
        TellInternal(message, sender!);
    }

    protected abstract void TellInternal(object message, IActorRef sender);

    public override string ToString() => Path.Uid == ActorCell.UndefinedUid ? $"[{Path}]" : $"[{Path}#{Path.Uid}]";

    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    public bool Equals(IActorRef? other) => other is not null
        && (ReferenceEquals(this, other) || (Path.Uid == other.Path.Uid && Path.Equals(other.Path)));

    public override int GetHashCode() => (Path.GetHashCode() * 31) ^ Path.Uid.GetHashCode();

    public int CompareTo(object? obj) => obj is IActorRef other
        ? CompareTo(other)
        : throw new ArgumentException("Object must be of type IActorRef.", nameof(obj));

    public int CompareTo(IActorRef? other)
    {
        if (other is null)
            return 1;
        var result = Path.CompareTo(other.Path);
        return result != 0 ? result : Path.Uid.CompareTo(other.Path.Uid);
    }

    public virtual ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(Serialization.Serialization.SerializedActorPath(this));

    /// <summary>The reference as its path.</summary>
    public class Surrogate(string path) : ISurrogate
    {
        public string Path { get; } = path;

        public ISurrogated FromSurrogate(ActorSystem system) => ((ExtendedActorSystem)system).Provider.ResolveActorRef(Path);
    }
}
