using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>An import from the first byte of its archive.</summary>
internal sealed class ArchiveJob(LoadArchive archive) : StoreJob
{
    public override void Dispose() => archive.Content.Dispose();

    protected override StagedImport Run(JobContext job)
    {
        using Stream content = archive.Content;
        return archive.Request is ImportImage import
            ? RootTarImport.Run(job.Area, job.Intake, import, content, job.Settings.Time.GetUtcNow()) with { Action = "import" }
            : new ImageArchiveImport(job.Area, job.Intake, job.Settings.Limits, job.Cancellation).Run(content);
    }
}
