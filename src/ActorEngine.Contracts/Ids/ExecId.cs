using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>An exec session's identity: 64 hexadecimal digits.</summary>
[JsonConverter(typeof(ExecIdConverter))]
public readonly record struct ExecId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>JSON form of <see cref="ExecId"/>; public, because other assemblies' compile-time JSON needs it.</summary>
public sealed class ExecIdConverter() : StringIdConverter<ExecId>(text => new ExecId(text), id => id.Value);
