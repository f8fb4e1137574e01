using Akka.Actor;

namespace Akka.Serialization;

/// <summary>For whom references are being written: the system and the address by which the reader knows it.</summary>
public sealed class Information(Address address, ActorSystem system) : IEquatable<Information>
{
    public Address Address { get; } = address;

    public ActorSystem System { get; } = system;

    public bool Equals(Information? other) => other is not null && Address.Equals(other.Address);

    public override bool Equals(object? obj) => Equals(obj as Information);

    public override int GetHashCode() => Address.GetHashCode();

    public static bool operator ==(Information? left, Information? right) => Equals(left, right);

    public static bool operator !=(Information? left, Information? right) => !Equals(left, right);
}
