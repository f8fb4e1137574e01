using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>How a caller names a network: full id, unique id prefix, or name.</summary>
[JsonConverter(typeof(NetworkReferenceConverter))]
public readonly record struct NetworkReference(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>JSON form of <see cref="NetworkReference"/>; public, because other assemblies' compile-time JSON needs it.</summary>
public sealed class NetworkReferenceConverter() : StringIdConverter<NetworkReference>(text => new NetworkReference(text), id => id.Value);
