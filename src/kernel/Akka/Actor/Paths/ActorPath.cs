using Akka.Util;

namespace Akka.Actor;

/// <summary>
/// Where an actor stands in the tree of its system. Two paths are equal when address and names are; the uid, which tells
/// incarnations of the same path apart, takes no part in it.
/// </summary>
public abstract partial class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>, ISurrogated
{
    /// <summary>The characters besides ASCII letters and digits that a name may hold.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    internal const string ValidNameDescription =
        "Actor paths MUST: not start with `$`, not be empty, and only contain ASCII letters, digits and these special characters: `" + ValidSymbols + "`";

    private readonly ActorPath? _parent;
    private readonly Address? _address;
    private int _hash;

    protected ActorPath(Address address, string name)
    {
        _address = address;
        Name = name;
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        _parent = parentPath;
        Name = name;
        Uid = uid;
        Depth = parentPath.Depth + 1;
    }

    /// <summary>The last element.</summary>
    public string Name { get; }

    /// <summary>The incarnation, or zero when any is meant.</summary>
    public long Uid { get; }

    /// <summary>The number of elements below the root.</summary>
    public int Depth { get; }

    public Address Address => ((RootActorPath)Root)._address!;

    /// <summary>The path one level up; the root is its own parent.</summary>
    public ActorPath Parent => _parent ?? this;

    public ActorPath Root
    {
        get
        {
            var path = this;
            while (path._parent is { } parent)
                path = parent;
            return path;
        }
    }

    /// <summary>The names from below the root to this path.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var elements = new string[Depth];
            var path = this;
            for (var i = Depth - 1; i >= 0; i--, path = path._parent!)
                elements[i] = path.Name;
            return elements;
        }
    }

    /// <summary>The elements, the last one with its uid.</summary>
    internal IReadOnlyList<string> ElementsWithUid
    {
        get
        {
            var elements = (string[])Elements;
            if (elements.Length > 0 && Uid != ActorCell.UndefinedUid)
                elements[^1] = $"{elements[^1]}#{Uid}";
            return elements;
        }
    }

    /// <summary>The path of a child of that name; a name <c>x#7</c> carries the uid.</summary>
    public ActorPath Child(string childName) => this / childName;

    /// <summary>The ancestor at that depth from the root; a negative depth counts from this path upwards.</summary>
    public ActorPath ParentOf(int depth)
    {
        var path = this;
        if (depth >= 0)
        {
            while (path.Depth > depth)
                path = path.Parent;
        }
        else
        {
            for (var i = depth; i < 0 && path._parent is not null; i++)
                path = path.Parent;
        }

        return path;
    }

    /// <summary>The same path for another incarnation.</summary>
    public ActorPath WithUid(long uid)
    {
        if (uid == Uid)
            return this;
        return _parent is null
            ? throw new InvalidOperationException("RootActorPath must have undefined Uid")
            : new ChildActorPath(_parent, Name, uid);
    }

    public bool Equals(ActorPath? other)
    {
        if (other is null || Depth != other.Depth)
            return false;
        ActorPath a = this, b = other;
        while (true)
        {
            if (ReferenceEquals(a, b))
                return true;
            if (a.Name != b.Name)
                return false;
            if (a._parent is null || b._parent is null)
                return a._parent is null && b._parent is null && Equals(a._address, b._address);
            a = a._parent;
            b = b._parent;
        }
    }

    public override bool Equals(object? obj) => obj is ActorPath other && Equals(other);

    public override int GetHashCode()
    {
        if (_hash != 0)
            return _hash;
        var hash = ((_parent?.GetHashCode() ?? _address!.GetHashCode()) * 31) ^ Name.GetHashCode(StringComparison.Ordinal);
        return _hash = hash == 0 ? 1 : hash;
    }

    public int CompareTo(ActorPath? other)
    {
        if (other is null)
            return 1;
        if (ReferenceEquals(this, other))
            return 0;
        var addresses = Address.CompareTo(other.Address);
        if (addresses != 0)
            return addresses;
        var mine = Elements;
        var theirs = other.Elements;
        for (var i = 0; i < Math.Min(mine.Count, theirs.Count); i++)
        {
            var result = string.CompareOrdinal(mine[i], theirs[i]);
            if (result != 0)
                return result;
        }

        return mine.Count.CompareTo(theirs.Count);
    }

    public ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(ToSerializationFormat());

    public static ActorPath operator /(ActorPath path, string name)
    {
        var (plain, uid) = ActorCell.SplitNameAndUid(name);
        return new ChildActorPath(path, plain, uid);
    }

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name)
    {
        foreach (var element in name)
        {
            if (!string.IsNullOrEmpty(element))
                path /= element;
        }

        return path;
    }

    public static bool operator ==(ActorPath? left, ActorPath? right) => Equals(left, right);

    public static bool operator !=(ActorPath? left, ActorPath? right) => !Equals(left, right);

    /// <summary>The path as its text.</summary>
    public sealed class Surrogate(string path) : ISurrogate, IEquatable<Surrogate>, IEquatable<ActorPath>
    {
        public string Path { get; } = path;

        public ISurrogated FromSurrogate(ActorSystem system) => TryParse(Path, out var parsed) ? parsed : null!;

        public bool Equals(Surrogate? other) => other is not null && Path == other.Path;

        public bool Equals(ActorPath? other) => other is not null && Path == other.ToSerializationFormat();

        public override bool Equals(object? obj) => obj switch
        {
            Surrogate surrogate => Equals(surrogate),
            ActorPath actorPath => Equals(actorPath),
            _ => false,
        };

        public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
    }
}
