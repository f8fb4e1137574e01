namespace Akka.Actor;

/// <summary>Where an actor is deployed.</summary>
public abstract class Scope : IEquatable<Scope>
{
    /// <summary>In this process.</summary>
    public static readonly LocalScope Local = LocalScope.Instance;

    public abstract Scope WithFallback(Scope other);

    public abstract Scope Copy();

    public virtual bool Equals(Scope? other) => other is not null && (ReferenceEquals(this, other) || other.GetType() == GetType());
}

/// <summary>In this process.</summary>
public class LocalScope : Scope
{
    private LocalScope()
    {
    }

    public static LocalScope Instance { get; } = new();

    public override Scope WithFallback(Scope other) => Instance;

    public override Scope Copy() => Instance;
}

/// <summary>Nothing was said about where; whatever else is known decides.</summary>
internal sealed class NoScope : Scope
{
    public static readonly NoScope Instance = new();

    private NoScope()
    {
    }

    public override Scope WithFallback(Scope other) => other;

    public override Scope Copy() => Instance;
}
