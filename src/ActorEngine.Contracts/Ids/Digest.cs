using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>A content digest, ALGORITHM:HEX (image-spec descriptor.md).</summary>
[JsonConverter(typeof(DigestConverter))]
public readonly record struct Digest(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>JSON form of <see cref="Digest"/>; public, because other assemblies' compile-time JSON needs it.</summary>
public sealed class DigestConverter() : StringIdConverter<Digest>(text => new Digest(text), id => id.Value);
