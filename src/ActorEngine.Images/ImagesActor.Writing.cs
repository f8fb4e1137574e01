using Akka.Actor;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>What is read out of the store: archives, file systems, histories.</summary>
public sealed partial class ImagesActor
{
    private void OnGetImageHistory(GetImageHistory query)
    {
        ImageResolution.Found found = ImageResolution.Resolve(catalog, query.Image);
        Sender.Tell(found.Image is null ? found.Fault! : ImageViews.History(found.Image));
    }

    private void OnSearchImages(SearchImages query)
    {
        int slash = query.Term.IndexOf('/');
        string registry = slash > 0 && query.Term[..slash] is var first && (first.Contains('.') || first.Contains(':')) ? first : "the registry";
        Sender.Tell(new Fault(FaultCode.NotSupported,
            $"Searching is not supported by {registry}: the distribution-spec has no search, only a list of all repositories and of a repository's tags.") { Field = "term" });
    }

    private void OnWriteArchive(WriteArchive request)
    {
        (IReadOnlyList<SavedImage>? images, Fault? fault) = SavedImage.Choose(catalog, request.Request.Images);
        if (images is null)
        {
            request.Output.Dispose();
            Sender.Tell(fault!);
            return;
        }

        if (request.Names is { } given) images = [.. images.Select(saved => saved with { Names = [.. given.Select(TaggableName.Of)] })];

        // Pinned in this order of messages: a removal that comes later leaves the files.
        StoreLayout layout = store!.Layout;
        ContentPins pins = store.Pins;
        List<string> pinned = [.. images.SelectMany(saved => saved.Image.Blobs).Distinct().Select(layout.Blob).Where(pins.TryPin)];
        RunOutside(request.Output, output => ImageArchiveWriter.Write(output, layout, images), () => pinned.ForEach(pins.Release));
    }

    private void OnWriteTree(WriteTree request)
    {
        if (IsBeingMade(request.Container, request)) return;
        if (StackOf(request.Container) is not { } stack)
        {
            request.Output.Dispose();
            Sender.Tell(NoSnapshot(request.Container));
            return;
        }

        IEnumerable<string> below = LowerDirectories(stack);
        if (request.WithoutMountPoints) below = below.Where(directory => directory != store!.Layout.MountPoints);
        IReadOnlyList<string> layers = [store!.Snapshots.Upper(request.Container), .. below];
        RunOutside(request.Output, output => TreeWriter.Write(output, request.Root, layers), () => { });
    }

    // The reader of the stream may take its time, so the work has a thread of its own.
    private void RunOutside(Stream output, Action<Stream> work, Action release) =>
        Task.Factory.StartNew<IReply>(
            () =>
            {
                try
                {
                    using (output) work(output);
                    return new StreamEnded();
                }
                finally
                {
                    release();
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).PipeTo(Sender, Self, success: reply => reply, failure: StoreFaults.Of);
}
