using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Makes a layer, or an image, of what a container wrote.</summary>
/// <param name="below">The layers its snapshot stands on, lowest first.</param>
internal sealed class CommitSnapshotJob(CommitSnapshot request, IReadOnlyList<LayerRecord> below) : StoreJob
{
    protected override StagedImport Run(JobContext job)
    {
        IReadOnlyList<string> lower = job.Hold(below);
        string upper = job.Store.Snapshots.Upper(request.Container);
        StagedLayer layer = SnapshotLayer.Write(job, upper, lower, request.Compression, request.Latest);
        // With cut times the directory is not what the tar says, so it is unpacked.
        if (request.Consume && request.Latest is null)
        {
            layer = layer with { Directory = job.Area.NewPath(), IsClaimed = false };
            FileTree.Rename(FileDescriptor.CurrentDirectory, upper, FileDescriptor.CurrentDirectory, layer.Directory);
        }

        LayerRecord record = job.Assembler.Place(layer, below, lower);
        return new StagedImport(job.Area, [])
        {
            Stack = [.. below, record],
            Lease = request.Lease,
            IsEmpty = layer.Entries == 0,
            Consumed = request.Consume ? request.Container : null,
        };
    }
}
