using System.IO.Pipelines;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Builder;

/// <summary>Writing the image, or sending the files.</summary>
internal sealed partial class BuildActor
{
    private const int ExportBuffer = 1 << 20;
    private BuildProgress.Vertex? export;
    private IReply? answer;
    private ContainerId snapshot;
    private Digest? passing;
    private ImageBuilt? sent;

    /// <summary>Both the store and the sending have to end.</summary>
    private int exportEnds;

    private Digest? ResultChain => plan!.Result is { } result ? results[result].Chain : null;

    private void Finish()
    {
        BuildExport kind = client.Request.Export;
        if (kind == BuildExport.CacheOnly)
        {
            Answer(new ImageBuilt(default) { Warnings = plan!.Warnings });
            return;
        }

        services.States.Set(Self.Path.ToStringWithoutAddress(), nameof(BuildActor), "exporting");
        export = build.Progress.Begin(kind switch
        {
            BuildExport.Files => "exporting to client",
            BuildExport.DockerArchive => "exporting to docker image format",
            BuildExport.OciLayout => "exporting to oci image format",
            _ => "exporting to image",
        });
        if (kind == BuildExport.Files)
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
        IReadOnlyList<EmbeddedStep> embedded = client.Request.InlineCache ? EmbeddedCache.Of(plan, keys, results, [.. stack.Layers.Select(layer => layer.ChainId)]) : [];
        byte[] configuration = ConfigurationJson.Write(spec, created, [.. stack.Layers.Select(layer => layer.DiffId)], embedded);
        services.Images.Tell(new WriteImage(configuration, client.Request.Export == BuildExport.Image ? client.Request.Tags : []) { Action = "build" });
    }

    private void OnWritten(ImagesLoaded loaded)
    {
        ImageSummary image = loaded.Images[0];
        export!.Status($"writing image {image.Id} done");
        if (client.Request.Export != BuildExport.Image)
        {
            // An image that nobody has named is kept for the archive only.
            if (image.References.Count == 0) passing = image.Id;
            Send(output => new WriteArchive(new SaveImages([new ImageReference(image.Id.Value)]), output) { Names = client.Request.Tags }, new ImageBuilt(image.Id) { Warnings = plan!.Warnings });
            return;
        }

        foreach (ImageReference tag in client.Request.Tags) export.Status($"naming to {new ImageNeed(tag.Value, options!.Platform).DisplayName} done");
        export.Done();
        Answer(new ImageBuilt(image.Id) { References = image.References, Warnings = plan!.Warnings });
    }

    private void OnResultPrepared(SnapshotPrepared prepared) =>
        Send(output => new WriteTree(snapshot, null, output) { WithoutMountPoints = true }, new ImageBuilt(default) { Warnings = plan!.Warnings });

    // The store writes into a bounded pipe on a thread of its own; what it writes goes to the client at the client's pace.
    private void Send(Func<Stream, INodeMessage> order, ImageBuilt result)
    {
        sent = result;
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: ExportBuffer, resumeWriterThreshold: ExportBuffer / 2, useSynchronizationContext: false));
        services.Images.Tell(order(pipe.Writer.AsStream()));
        Run(() => PumpAsync(pipe.Reader), exported => exported);
    }

    private async Task<Exported> PumpAsync(PipeReader reader)
    {
        Exception? lost = null;
        try
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync(client.Over).ConfigureAwait(false);
                foreach (ReadOnlyMemory<byte> part in read.Buffer) await client.WriteAsync(part, client.Over).ConfigureAwait(false);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return new Exported();
            }
        }
        catch (OperationCanceledException gone)
        {
            lost = new IOException("The client went away.", gone);
            throw;
        }
        finally
        {
            // Whoever still writes is told.
            await reader.CompleteAsync(lost).ConfigureAwait(false);
        }
    }

    private void OnExported()
    {
        if (++exportEnds < 2) return;
        export!.Done();
        Answer(sent!);
    }
}
