using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Makes an image of a container (docker commit).</summary>
/// <param name="parent">The image's id whose configuration is taken over; null = none.</param>
/// <param name="below">The layers its snapshot stands on, lowest first.</param>
internal sealed class CommitImageJob(CommitImage request, Digest? parent, IReadOnlyList<LayerRecord> below) : StoreJob
{
    protected override StagedImport Run(JobContext job)
    {
        CommitContainer commit = request.Request;
        IReadOnlyList<string> names = commit.Reference is { } reference ? [TaggableName.Of(reference)] : [];
        ImageConfiguration configuration = Change(ContainerConfiguration.Of(request.View), commit.Changes);
        IReadOnlyList<string> lower = job.Hold(below);
        string? parentPath = parent is { } id ? job.Area.FindBlob(id) : null;
        StagedLayer layer = SnapshotLayer.Write(job, job.Store.Snapshots.Upper(request.Container), lower, LayerCompression.Gzip, null);
        bool isEmpty = layer.Entries == 0;
        byte[] document = DerivedConfiguration.Write(
            parentPath is null ? null : File.ReadAllBytes(parentPath), configuration, isEmpty ? null : layer.DiffId,
            job.Settings.Time.GetUtcNow(), ContainerConfiguration.CommandLine(request.View), commit.Author, commit.Message);
        IReadOnlyList<LayerRecord> stack = isEmpty ? below : [.. below, job.Assembler.Place(layer, below, lower)];
        return new StagedImport(job.Area, [job.Assembler.Write(document, stack, null, names)]) { Action = "commit" };
    }

    private static ImageConfiguration Change(ImageConfiguration configuration, IReadOnlyList<string> changes)
    {
        try
        {
            return ImageChange.ApplyAll(configuration, changes, text => SignalNames.TryParse(text, out _));
        }
        catch (FormatException error)
        {
            throw new FaultException(new Fault(FaultCode.InvalidArgument, $"changes: {error.Message}") { Field = "changes" });
        }
    }
}
