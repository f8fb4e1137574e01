using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>Names one attempt at a change, so that a client that lost the answer can ask again without a second effect.</summary>
[JsonConverter(typeof(OperationIdConverter))]
public readonly record struct OperationId(string Value)
{
    /// <summary>An id that nobody else has.</summary>
    public static OperationId New() => new(Guid.NewGuid().ToString("N"));

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>JSON form of <see cref="OperationId"/>; public, because other assemblies' compile-time JSON needs it.</summary>
public sealed class OperationIdConverter() : StringIdConverter<OperationId>(text => new OperationId(text), id => id.Value);
