using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ActorEngine.Contracts;

namespace ActorEngine.Images.Tests;

/// <summary>A /images actor over a fresh state directory, with a probe in the place of /events.</summary>
public abstract class StoreTestKit : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryDirectory temporary = new();
    private readonly HashSet<ContainerId> runningContainers = [];

    protected StoreTestKit()
    {
        Events = CreateTestProbe();
        Images = Start();
    }

    protected TestProbe Events { get; }

    protected IActorRef Images { get; private set; }

    internal TemporaryDirectory Files => temporary;

    internal StoreLayout Layout => new(temporary["state"]);

    protected IActorRef Start(ArchiveLimits? limits = null) =>
        Sys.ActorOf(ImagesActor.Props(new ImageStoreSettings { StateDirectory = temporary["state"], IsRunning = runningContainers.Contains, Limits = limits ?? new() }, Events));

    /// <summary>Stops the actor and starts a new one over the same directory.</summary>
    protected void Restart(ArchiveLimits? limits = null)
    {
        Watch(Images);
        Sys.Stop(Images);
        ExpectTerminated(Images, Patience);
        Images = Start(limits);
    }

    protected void SetRunning(ContainerId container) => runningContainers.Add(container);

    protected T Answer<T>(object message)
    {
        Images.Tell(message, TestActor);
        object reply = ReceiveOne(Patience);
        Assert.True(reply is T, $"expected {typeof(T).Name}, got {reply}");
        return (T)reply;
    }

    protected ImagesLoaded Load(byte[] archive) => Answer<ImagesLoaded>(new LoadArchive(new LoadImage(), new MemoryStream(archive)));

    protected ImagesLoaded LoadFile(string path) => Answer<ImagesLoaded>(new LoadArchive(new LoadImage(), File.OpenRead(path)));

    protected ImageSummary Import(byte[] tar, string? name = null, ImageConfiguration? configuration = null) =>
        Answer<ImagesLoaded>(new LoadArchive(ImportOf(name, configuration), new MemoryStream(tar))).Images.Single();

    protected ImageSummary ImportFile(string path, string? name = null) =>
        Answer<ImagesLoaded>(new LoadArchive(ImportOf(name, null), File.OpenRead(path))).Images.Single();

    protected Fault Refused(byte[] tar) => Answer<Fault>(new LoadArchive(ImportOf("x", null), new MemoryStream(tar)));

    protected SnapshotPrepared Prepare(string image, ContainerId? container = null) =>
        Answer<SnapshotPrepared>(new PrepareSnapshot(container ?? ContainerId.New(), new ImageReference(image)));

    /// <summary>The one layer directory of an imported image.</summary>
    // Below all layers lies what the engine's mounts stand on.
    protected string LayerOf(string image) => Prepare(image).Lower.SkipLast(1).Single();

    protected override void AfterAll()
    {
        base.AfterAll();
        temporary.Dispose();
    }

    private static ImportImage ImportOf(string? name, ImageConfiguration? configuration) =>
        new() { Reference = name is null ? null : new ImageReference(name), Configuration = configuration ?? new() };
}
