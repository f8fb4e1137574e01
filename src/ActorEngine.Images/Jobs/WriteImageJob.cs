using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Makes an image of a configuration and layers that the store has.</summary>
/// <param name="stack">Its layers, lowest first.</param>
internal sealed class WriteImageJob(WriteImage request, IReadOnlyList<LayerRecord> stack) : StoreJob
{
    protected override StagedImport Run(JobContext job)
    {
        IReadOnlyList<string> names = [.. request.Names.Select(ReferenceName.Taggable)];
        job.Hold(stack);
        return new StagedImport(job.Area, [job.Assembler.Write(request.Configuration.ToArray(), stack, request.Manifest?.ToArray(), names)]) { Action = request.Action };
    }
}
