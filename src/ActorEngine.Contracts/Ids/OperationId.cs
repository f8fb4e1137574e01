using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>Names one attempt at a change, so that a client that lost the answer can ask again without a second effect.</summary>
[JsonConverter(typeof(OperationIdConverter))]
public readonly record struct OperationId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

internal sealed class OperationIdConverter() : StringIdConverter<OperationId>(text => new OperationId(text), id => id.Value);
