using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>An import from the first byte to a staged result. Blocks; runs on a job's thread.</summary>
internal static class ArchiveImport
{
    /// <summary>Reads the archive to its end and stages its images. On failure nothing stays behind.</summary>
    /// <exception cref="FaultException">The archive cannot be taken.</exception>
    public static StagedImport Run(ImageStore store, ImageStoreSettings settings, LoadArchive archive, CancellationToken cancellation)
    {
        var area = new StagingArea(store.Layout, store.Pins);
        try
        {
            var intake = new LayerIntake(area, settings.Limits, cancellation);
            using Stream content = archive.Content;
            return archive.Request is ImportImage import
                ? RootTarImport.Run(area, intake, import, content, settings.Time.GetUtcNow())
                : new ImageArchiveImport(area, intake, settings.Limits, cancellation).Run(content);
        }
        catch
        {
            area.Dispose();
            throw;
        }
    }
}
