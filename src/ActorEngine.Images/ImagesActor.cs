using Akka.Actor;
using Akka.Event;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>
/// Owns the image store: the catalog in memory, the snapshots by container, the order of changes. Answers from memory;
/// everything that touches the disk runs outside and comes back as a message. One change of the catalog is committed at a time.
/// Answers ListImages, InspectImage, RemoveImage, <see cref="LoadArchive"/>, <see cref="TakeImage"/>, <see cref="NameImage"/>, <see cref="OpenImages"/>, PrepareSnapshot, FindSnapshot,
/// RemoveSnapshot, <see cref="ListSnapshots"/> and <see cref="DiffSnapshot"/>; failures come as <see cref="Fault"/>.
/// </summary>
public sealed partial class ImagesActor : ReceiveActor, IWithTimers
{
    private const int MaxWaitingForOpen = 10_000, MaxOpenTries = 25;

    private static readonly TimeSpan OpenAgainAfter = TimeSpan.FromMilliseconds(200);

    private readonly ImageStoreSettings settings;
    private readonly IActorRef events;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Queue<(object Message, IActorRef Sender)> waitingForOpen = new();
    private readonly Dictionary<ContainerId, SnapshotRecord> snapshots = [];
    private ImageCatalog catalog = ImageCatalog.Empty;
    private readonly StoreSlot slot = new();
    private ImageStore? store;
    private int openTries;

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The props of /images.</summary>
    /// <param name="settings">Directories and bounds.</param>
    /// <param name="events">Gets a <see cref="PublishEvent"/> for each load, import, tag, untag and delete.</param>
    public static Props Props(ImageStoreSettings settings, IActorRef events) =>
        Akka.Actor.Props.Create(() => new ImagesActor(settings, events));

    public ImagesActor(ImageStoreSettings settings, IActorRef events)
    {
        this.settings = settings;
        this.events = events;
        Opening();
    }

    protected override void PreStart() => Open();

    protected override void PostStop() => slot.Close();

    private void Open()
    {
        openTries++;
        StoreSlot target = slot;
        string directory = settings.StateDirectory;
        TimeProvider time = settings.Time;
        Task.Run(() =>
        {
            var opened = ImageStore.Open(directory, time);
            target.Put(opened.Store);
            return new Opened(opened.Store, opened.Catalog, opened.Snapshots);
        }).PipeTo(Self, success: opened => opened, failure: e => new OpenFailed(e));
    }

    private void Opening()
    {
        Receive<Opened>(OnOpened);
        Receive<OpenFailed>(OnOpenFailed);
        Receive<OpenAgain>(_ => Open());
        ReceiveAny(OnEarly);
    }

    private void Ready()
    {
        Receive<PrepareSnapshot>(OnPrepareSnapshot);
        Receive<SnapshotMade>(OnSnapshotMade);
        Receive<FindSnapshot>(OnFindSnapshot);
        Receive<ListSnapshots>(OnListSnapshots);
        Receive<RemoveSnapshot>(OnRemoveSnapshot);
        Receive<SnapshotGone>(OnSnapshotGone);
        Receive<DiffSnapshot>(OnDiffSnapshot);
        Receive<ListImages>(OnListImages);
        Receive<InspectImage>(OnInspectImage);
        Receive<GetImageHistory>(OnGetImageHistory);
        Receive<SearchImages>(OnSearchImages);
        Receive<SweepStore>(OnSweepStore);
        Receive<PruneImages>(OnPruneImages);
        Receive<VerifyImages>(OnVerifyImages);
        Receive<MendBlob>(OnMendBlob);
        Receive<MeasureStore>(OnMeasureStore);
        Receive<WriteArchive>(OnWriteArchive);
        Receive<WriteTree>(OnWriteTree);
        Receive<TagImage>(OnTagImage);
        Receive<LoadArchive>(OnLoadArchive);
        Receive<TakeLayer>(OnTakeLayer);
        Receive<CommitSnapshot>(OnCommitSnapshot);
        Receive<CommitImage>(OnCommitImage);
        Receive<WriteImage>(OnWriteImage);
        Receive<TakeLease>(OnTakeLease);
        Receive<DropLease>(OnDropLease);
        Receive<ReleaseLayers>(OnReleaseLayers);
        Receive<FindLayers>(OnFindLayers);
        Receive<ReadImage>(OnReadImage);
        Receive<OpenBlob>(OnOpenBlob);
        Receive<StoreJobActor.Ended>(OnJobEnded);
        Receive<Terminated>(OnJobTerminated);
        Receive<RemoveImage>(OnRemoveImage);
        Receive<ChangeDone>(OnChangeDone);
        Receive<ChangeFailed>(OnChangeFailed);
        Receive<TrashEmptied>(OnTrashEmptied);
        ReadyForRegistries();
    }

    private void Unusable(Fault fault) => ReceiveAny(message =>
    {
        (message as LoadArchive)?.Content.Dispose();
        (message as TakeLayer)?.Content.Dispose();
        (message as MendBlob)?.Content.Dispose();
        (message as WriteArchive)?.Output.Dispose();
        (message as WriteTree)?.Output.Dispose();
        if (message is IMessage or INodeMessage) Sender.Tell(fault);
    });

    private void OnOpened(Opened opened)
    {
        store = opened.Store;
        catalog = opened.Catalog with { DefaultRegistry = settings.DefaultRegistry };
        foreach ((ContainerId container, SnapshotRecord record) in opened.Snapshots) snapshots[container] = record;
        Become(Ready);
        EmptyTrash();
        Replay();
    }

    private void OnOpenFailed(OpenFailed failed)
    {
        if (StoreFaults.Expected(failed.Cause) is not { } fault) throw failed.Cause;
        if (fault.Code == FaultCode.Unavailable && openTries < MaxOpenTries)
        {
            // A predecessor may be about to let go of it.
            Timers.StartSingleTimer(nameof(OpenAgain), new OpenAgain(), OpenAgainAfter);
            return;
        }

        log.Error(failed.Cause, "{0}", fault.Message);
        Become(() => Unusable(fault));
        Replay();
    }

    private void OnEarly(object message)
    {
        if (waitingForOpen.Count < MaxWaitingForOpen) waitingForOpen.Enqueue((message, Sender));
        else Sender.Tell(new Fault(FaultCode.Overloaded, "The image store is still opening and too many requests wait for it."));
    }

    private void Replay()
    {
        while (waitingForOpen.TryDequeue(out var early)) Self.Tell(early.Message, early.Sender);
    }

    private void OnListImages(ListImages query)
    {
        (IReadOnlyList<ImageRecord>? images, Fault? fault) = ImageFilters.Apply(catalog, query.Filters, settings.Time.GetUtcNow());
        Sender.Tell(images is null ? fault! : new ImageList([.. images.Select(image => ImageFilters.Narrow(Summary(image), query.Filters))]));
    }

    private void OnInspectImage(InspectImage query)
    {
        ImageResolution.Found found = ImageResolution.Resolve(catalog, query.Image);
        Sender.Tell(found.Image is null ? found.Fault! : ImageViews.Inspection(catalog, found.Image));
    }

    private ImageSummary Summary(ImageRecord image) =>
        ImageViews.Summary(catalog, image, snapshots.Values.Count(snapshot => !snapshot.IsChain && snapshot.Image == image.Id));

    private void Publish(string action, string actor, string? name = null) =>
        events.Tell(new PublishEvent(settings.Time.GetUtcNow(), "image", action, actor)
        {
            Attributes = name is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["name"] = name },
        });

    private sealed record Opened(ImageStore Store, ImageCatalog Catalog, IReadOnlyDictionary<ContainerId, SnapshotRecord> Snapshots);

    private sealed record OpenFailed(Exception Cause);

    private sealed record OpenAgain;
}
