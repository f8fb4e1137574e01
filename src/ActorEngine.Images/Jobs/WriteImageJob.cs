using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Makes an image of a configuration and layers that the store has.</summary>
/// <param name="stack">Its layers, lowest first.</param>
internal sealed class WriteImageJob(WriteImage request, IReadOnlyList<LayerRecord> stack) : StoreJob
{
    protected override StagedImport Run(JobContext job)
    {
        IReadOnlyList<string> names = [.. request.Names.Select(TaggableName.Of)];
        job.Hold(stack);
        if (request.Manifest is { } manifest) CheckManifest(manifest);
        return new StagedImport(job.Area, [job.Assembler.Write(request.Configuration.ToArray(), stack, request.Manifest?.ToArray(), names)]) { Action = request.Action };
    }

    // The store may have a layer in another compression than the manifest's; kept beside it, the manifest would name a blob that is not there.
    private void CheckManifest(ReadOnlyMemory<byte> manifest)
    {
        using JsonDocument document = Json.Parse(manifest, "manifest");
        IEnumerable<string?> named = document.RootElement.Items("layers").Select(layer => layer.Text("digest"));
        if (!named.SequenceEqual(stack.Select(layer => layer.Blob.Value)))
            throw new FaultException(new Fault(FaultCode.Conflict, "The manifest names other blobs than those the store has for the image's layers; leave it out to have one made.") { Field = "manifest" });
    }
}
