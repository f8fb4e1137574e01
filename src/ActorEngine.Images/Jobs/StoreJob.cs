namespace ActorEngine.Images;

/// <summary>Work that prepares content aside and hands it over to be taken into the store.</summary>
internal abstract class StoreJob : IDisposable
{
    /// <summary>Does the work; blocks, on a thread of its own. On failure nothing stays behind.</summary>
    /// <exception cref="FaultException">It cannot be done.</exception>
    public StagedImport Run(ImageStore store, ImageStoreSettings settings, CancellationToken cancellation)
    {
        var area = new StagingArea(store.Layout, store.Pins);
        try
        {
            return Run(new JobContext(store, settings, area, new LayerIntake(area, settings.Limits, cancellation), cancellation));
        }
        catch
        {
            area.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of what the job was given.</summary>
    public virtual void Dispose()
    {
    }

    protected abstract StagedImport Run(JobContext job);
}

/// <summary>What a job works with.</summary>
internal sealed record JobContext(ImageStore Store, ImageStoreSettings Settings, StagingArea Area, LayerIntake Intake, CancellationToken Cancellation)
{
    public ImageAssembler Assembler { get; } = new(Area, Intake, Settings.Limits);

    /// <summary>Keeps layers of the store from being removed while the job runs, and answers their directories, topmost first.</summary>
    /// <exception cref="FaultException">One of them is gone.</exception>
    public IReadOnlyList<string> Hold(IReadOnlyList<LayerRecord> stack)
    {
        List<string> lower = [];
        foreach (LayerRecord layer in stack)
        {
            if (Area.FindLayer(layer.ChainId) is not { } directory || Area.FindBlob(layer.Blob) is null)
                throw new FaultException(Contracts.FaultCode.NotFound, $"The layer {layer.ChainId} is not in the store any more.");
            lower.Insert(0, directory);
        }

        return lower;
    }
}
