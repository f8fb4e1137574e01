using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>How a caller names an image: NAME[:TAG][@DIGEST], an id, or a unique id prefix.</summary>
[JsonConverter(typeof(ImageReferenceConverter))]
public readonly record struct ImageReference(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>JSON form of <see cref="ImageReference"/>; public, because other assemblies' compile-time JSON needs it.</summary>
public sealed class ImageReferenceConverter() : StringIdConverter<ImageReference>(text => new ImageReference(text), id => id.Value);
