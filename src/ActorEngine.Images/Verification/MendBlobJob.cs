using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Puts a blob that the catalog names into its place again.</summary>
/// <param name="isConfiguration">It is that of an image.</param>
internal sealed class MendBlobJob(MendBlob request, bool isConfiguration) : StoreJob
{
    public override void Dispose() => request.Content.Dispose();

    protected override StagedImport Run(JobContext job)
    {
        using (Stream content = request.Content)
        {
            (Digest digest, _) = job.Intake.TakeBlob(content);
            if (digest != request.Blob) throw new FaultException(FaultCode.InvalidArgument, $"The blob {request.Blob} came with the digest {digest}: the registry, or somebody on the way, changed it.");
        }

        StoreLayout layout = job.Store.Layout;
        using (FileDescriptor root = FileDescriptor.Open(job.Area.Root, OpenFlags.ReadOnly | OpenFlags.Directory)) FileSystemSync.All(root);
        FileTree.Rename(FileDescriptor.CurrentDirectory, job.Area.Blob(request.Blob), FileDescriptor.CurrentDirectory, layout.Blob(request.Blob));
        FileSystemSync.Directory(layout.Blobs);
        return new StagedImport(job.Area, [])
        {
            Mended = isConfiguration ? (request.Blob, ImageDocument.Parse(File.ReadAllBytes(layout.Blob(request.Blob)))) : null,
            Answer = new Done(),
        };
    }
}
