using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>A network's identity: 64 lower-case hexadecimal digits.</summary>
[JsonConverter(typeof(NetworkIdConverter))]
public readonly record struct NetworkId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>JSON form of <see cref="NetworkId"/>; public, because other assemblies' compile-time JSON needs it.</summary>
public sealed class NetworkIdConverter() : StringIdConverter<NetworkId>(text => new NetworkId(text), id => id.Value);
