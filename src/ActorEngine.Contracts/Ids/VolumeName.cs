using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>A volume's identity: its name, unique on a node.</summary>
[JsonConverter(typeof(VolumeNameConverter))]
public readonly record struct VolumeName(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>JSON form of <see cref="VolumeName"/>; public, because other assemblies' compile-time JSON needs it.</summary>
public sealed class VolumeNameConverter() : StringIdConverter<VolumeName>(text => new VolumeName(text), name => name.Value);
