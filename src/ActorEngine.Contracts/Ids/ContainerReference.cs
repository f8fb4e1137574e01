using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>How a caller names a container: full id, unique id prefix, or name.</summary>
[JsonConverter(typeof(ContainerReferenceConverter))]
public readonly record struct ContainerReference(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>JSON form of <see cref="ContainerReference"/>; public, because other assemblies' compile-time JSON needs it.</summary>
public sealed class ContainerReferenceConverter() : StringIdConverter<ContainerReference>(text => new ContainerReference(text), id => id.Value);
