using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Takes one layer's tar on top of a chain of layers.</summary>
/// <param name="below">The chain, lowest first.</param>
internal sealed class TakeLayerJob(TakeLayer request, IReadOnlyList<LayerRecord> below) : StoreJob
{
    public override void Dispose() => request.Content.Dispose();

    protected override StagedImport Run(JobContext job)
    {
        IReadOnlyList<string> lower = job.Hold(below);
        using Stream content = request.Content;
        StagedLayer layer = job.Intake.Take(content);
        LayerRecord record = job.Assembler.Place(layer, below, lower);
        return new StagedImport(job.Area, []) { Stack = [.. below, record], Lease = request.Lease, IsEmpty = layer.Entries == 0 };
    }
}
