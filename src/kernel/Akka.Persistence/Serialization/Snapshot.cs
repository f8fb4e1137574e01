namespace Akka.Persistence.Serialization;

/// <summary>The state of a persistent actor, as a snapshot file holds it.</summary>
public sealed class Snapshot(object data)
{
    public object Data { get; } = data;

    public override bool Equals(object? obj) => obj is Snapshot other && Equals(Data, other.Data);

    public override int GetHashCode() => Data?.GetHashCode() ?? 0;
}
