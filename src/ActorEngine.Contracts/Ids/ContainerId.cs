using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>A container's identity: 64 lower-case hexadecimal digits, never reused.</summary>
[JsonConverter(typeof(ContainerIdConverter))]
public readonly record struct ContainerId(string Value)
{
    /// <summary>The 12 digits that tables show.</summary>
    public string Short => Value.Length <= 12 ? Value : Value[..12];

    /// <summary>A new random id.</summary>
    public static ContainerId New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>JSON form of <see cref="ContainerId"/>; public, because other assemblies' compile-time JSON needs it.</summary>
public sealed class ContainerIdConverter() : StringIdConverter<ContainerId>(text => new ContainerId(text), id => id.Value);
