using ActorEngine.Contracts;
using ActorEngine.Images;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Registry.Tests;

/// <summary>A /registry actor and a real image store over fresh directories.</summary>
public abstract class RegistryTestKit : TestKit
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Between two looks at a condition; a test kit looks ten times in all if nobody says how often.</summary>
    protected static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private IActorRef? registry;

    protected RegistryTestKit()
    {
        Events = CreateTestProbe();
        Images = Sys.ActorOf(ImagesActor.Props(new ImageStoreSettings { StateDirectory = Files["state"] }, CreateTestProbe()));
        Settings = new RegistrySettings { StateDirectory = Files["state"], Retry = new RetrySettings { First = TimeSpan.FromMilliseconds(1), Longest = TimeSpan.FromMilliseconds(5) } };
    }

    internal TemporaryDirectory Files { get; } = new();

    /// <summary>To be set before the first request.</summary>
    protected RegistrySettings Settings { get; set; }

    protected IActorRef Images { get; }

    /// <summary>What the registry client tells the event stream.</summary>
    protected TestProbe Events { get; }

    protected IActorRef Registry => registry ??= Sys.ActorOf(RegistryActor.Props(Settings, Images, Events.Ref, new ActorStates()));

    /// <summary>Items of the last request.</summary>
    protected List<IItem> Items { get; } = [];

    /// <summary>Asks and waits for the last word.</summary>
    protected T Answer<T>(object message) where T : IReply => Answer<T>(Registry, message);

    protected T Answer<T>(IActorRef actor, object message) where T : IReply
    {
        Items.Clear();
        actor.Tell(message, TestActor);
        return LastWord<T>();
    }

    protected T LastWord<T>()
    {
        while (true)
        {
            object? reply = ReceiveOne(Patience);
            if (reply is IItem item and not IReply)
            {
                Items.Add(item);
                continue;
            }

            Assert.True(reply is T, $"expected {typeof(T).Name}, got {reply ?? "nothing"}");
            return (T)reply!;
        }
    }

    protected ImagesLoaded Pull(string image, string? platform = null) => Answer<ImagesLoaded>(new PullImage(new ImageReference(image)) { Platform = platform });

    protected Fault PullFails(string image) => Answer<Fault>(new PullImage(new ImageReference(image)));

    protected ImageInspection Inspect(string image) => Answer<ImageInspection>(Images, new InspectImage(new ImageReference(image)));

    protected IReadOnlyList<string> TransferredLayers(TransferPhase phase) => [.. Items.OfType<TransferProgress>().Where(item => item.Phase == phase).Select(item => item.Layer.Value).Distinct()];

    /// <summary>Waits until the store holds nothing but what its catalog names.</summary>
    protected void NothingIsLeft() => AwaitAssert(() =>
    {
        foreach (string folder in (string[])["blobs/sha256", "layers", "staging", "trash"])
            Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Files["state"], "images", folder)));
    }, Patience);

    protected override void AfterAll()
    {
        base.AfterAll();
        Files.Dispose();
    }
}
