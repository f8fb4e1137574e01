using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Registry;

/// <summary>Lines of a list of referrers, as a client writes them.</summary>
internal static class ReferrerJson
{
    /// <summary>The line for a manifest; its type is the artifact's, else that of its configuration.</summary>
    public static DescriptorDocument Of(ImageManifest manifest) => new()
    {
        MediaType = manifest.MediaType,
        Digest = manifest.Digest.Value,
        Size = manifest.Content.Length,
        ArtifactType = manifest.Document.ArtifactType ?? manifest.Document.Config?.MediaType,
        Annotations = manifest.Document.Annotations,
    };

    public static void Write(Utf8JsonWriter json, DescriptorDocument line)
    {
        json.WriteStartObject();
        ImageJson.Descriptor(json, line.MediaType ?? MediaTypes.Manifest, new Digest(line.Digest!), line.Size);
        if (line.ArtifactType is { Length: > 0 } type) json.WriteString("artifactType", type);
        if (line.Annotations is { Count: > 0 } annotations)
        {
            json.WriteStartObject("annotations");
            foreach ((string key, string value) in annotations) json.WriteString(key, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
