using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Builder;

/// <summary>Writing the image, or sending the files.</summary>
internal sealed partial class BuildActor
{
    private BuildProgress.Vertex? export;
    private IReply? answer;
    private ContainerId snapshot;

    private Digest? ResultChain => plan!.Result is { } result ? results[result].Chain : null;

    private void Finish()
    {
        if (client.Request.Export == BuildExport.CacheOnly)
        {
            Answer(new ImageBuilt(default) { Warnings = plan!.Warnings });
            return;
        }

        services.States.Set(Self.Path.ToStringWithoutAddress(), nameof(BuildActor), "exporting");
        export = build.Progress.Begin(client.Request.Export == BuildExport.Image ? "exporting to image" : client.Request.Export == BuildExport.Files ? "exporting to client" : "exporting to archive");
        if (client.Request.Export == BuildExport.Files)
        {
            snapshot = ContainerId.New();
            services.Images.Tell(new PrepareSnapshot(snapshot, new ImageReference(ResultChain is { } chain ? $"chain@{chain}" : "scratch")));
        }
        else if (ResultChain is { } chain) services.Images.Tell(new FindLayers(chain));
        else OnResultLayers(new LayerStack([]));
    }

    private void OnResultLayers(LayerStack stack)
    {
        export!.Status("exporting layers done");
        ImageSpec spec = ImageTimes.Apply(plan!.Spec, results, build.Latest, out DateTimeOffset created);
        byte[] configuration = ConfigurationJson.Write(spec, created, [.. stack.Layers.Select(layer => layer.DiffId)]);
        services.Images.Tell(new WriteImage(configuration, client.Request.Export == BuildExport.Image ? client.Request.Tags : []) { Action = "build" });
    }

    private void OnWritten(ImagesLoaded loaded)
    {
        ImageSummary image = loaded.Images[0];
        export!.Status($"writing image {image.Id} done");
        foreach (ImageReference tag in client.Request.Tags) export.Status($"naming to {new ImageNeed(tag.Value, options!.Platform).DisplayName} done");
        export.Done();
        Answer(new ImageBuilt(image.Id) { References = image.References, Warnings = plan!.Warnings });
    }

    private void OnResultPrepared(SnapshotPrepared prepared) => Run(async () =>
    {
        using OpenTree tree = OpenTree.Mount(prepared, writable: false);
        await using (var output = new ClientOutput(client))
            await TreeExport.WriteAsync(tree, output, build.Latest, client.Over).ConfigureAwait(false);
        export!.Done();
        return new Exported();
    }, exported => exported);
}
