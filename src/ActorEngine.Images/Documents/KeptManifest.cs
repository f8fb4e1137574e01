using System.Text.Json.Nodes;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>The manifest that the store keeps of an image.</summary>
internal static class KeptManifest
{
    /// <summary>
    /// The manifest as it came. Where it names content by another algorithm than sha256, by which the store keeps everything, the same manifest with
    /// the sha256 digests of that content: it was checked by the digests that came.
    /// </summary>
    /// <param name="layers">Digests of the layers' blobs, lowest first.</param>
    public static byte[] Of(byte[] manifest, Digest configuration, IReadOnlyList<Digest> layers)
    {
        JsonNode? document = JsonNode.Parse(manifest);
        if (document?["config"] is not JsonObject config || document["layers"] is not JsonArray named || named.Count != layers.Count) return manifest;
        bool changed = Replace(config, configuration);
        for (int i = 0; i < layers.Count; i++) changed |= named[i] is JsonObject layer && Replace(layer, layers[i]);
        return changed ? ImageJson.WriteNode(document) : manifest;
    }

    private static bool Replace(JsonObject descriptor, Digest digest)
    {
        if (descriptor["digest"] is not JsonValue named || !named.TryGetValue(out string? text) || Sha256.IsDigest(text)) return false;
        descriptor["digest"] = digest.Value;
        return true;
    }
}
