using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Builder;

/// <summary>
/// Makes one actor for each build and holds what they share: the cache and the cache mounts. Takes away what builds left that a daemon before this one
/// did not end: their directories and their containers.
/// </summary>
public sealed class BuilderActor : ReceiveActor
{
    private readonly BuilderServices services;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Queue<(StartBuild Start, IActorRef Sender)> early = new();
    private readonly Dictionary<IActorRef, string> builds = [];
    private readonly HashSet<ContainerId> removing = [];
    private BuildTools? tools;
    private long count;

    /// <summary>See <see cref="Props"/>.</summary>
    public BuilderActor(BuilderServices services)
    {
        this.services = services;
        Opening();
    }

    /// <summary>The props of /builder.</summary>
    public static Props Props(BuilderServices services) => Akka.Actor.Props.Create(() => new BuilderActor(services));

    /// <inheritdoc />
    protected override void PreStart()
    {
        services.States.Set(Self, nameof(BuilderActor), "opening");
        Context.System.EventStream.Subscribe(Self, typeof(ContainerChanged));
        BuilderSettings settings = services.Settings;
        Task.Run(() => Open(settings)).PipeTo(Self, success: opened => opened, failure: cause => new OpenFailed(cause));
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        services.States.Remove(Self);
        Context.System.EventStream.Unsubscribe(Self);
        if (tools is null) return;
        _ = tools.Cache.DisposeAsync().AsTask();
        tools.Downloads.Dispose();
    }

    private void Opening()
    {
        Receive<Opened>(OnOpened);
        Receive<OpenFailed>(OnOpenFailed);
        Receive<StartBuild>(OnEarly);
        Receive<PruneBuildCache>(_ => Sender.Tell(new Fault(FaultCode.Unavailable, "The builder is still opening its cache; ask again.")));
        Others();
    }

    private void Serving()
    {
        Receive<StartBuild>(OnStart);
        Receive<PruneBuildCache>(OnPrune);
        Receive<Terminated>(OnTerminated);
        Receive<LeaseRenewed>(_ => OnLeaseRenewed());
        Others();
    }

    private void Unusable(Fault fault)
    {
        Receive<StartBuild>(_ => Sender.Tell(fault));
        Receive<PruneBuildCache>(_ => Sender.Tell(fault));
        Others();
    }

    private void Others()
    {
        Receive<ContainerChanged>(OnContainer);
        Receive<Done>(_ => { });
        // A removal that failed is asked for again when its container is heard of next.
        Receive<Fault>(_ => removing.Clear());
    }

    private void OnOpened(Opened opened)
    {
        tools = opened.Tools;
        foreach (string left in opened.Left) log.Warning("Leftovers of builds cannot be removed: {0}", left);
        Become(Serving);
        State();
        LeaseFile lease = tools.Cache.Lease;
        services.Images.Tell(new TakeLease(lease.Name, null));
        if (lease.Before is { Count: > 0 } before) Context.ActorOf(LeaseRenewalActor.Props(services, before, lease.Name, tools.Cache.Chains), "renewal");
        while (early.TryDequeue(out var waiting)) Self.Tell(waiting.Start, waiting.Sender);
    }

    private void OnOpenFailed(OpenFailed failed)
    {
        log.Error(failed.Cause, "Builds are not possible.");
        services.States.Set(Self, nameof(BuilderActor), "unusable");
        Fault fault = BuildException.Of(failed.Cause);
        Become(() => Unusable(fault));
        while (early.TryDequeue(out var waiting)) waiting.Sender.Tell(fault);
    }

    private void OnLeaseRenewed()
    {
        LeaseFile lease = tools!.Cache.Lease;
        Task.Run(lease.Forget).PipeTo(Self, success: () => new Done(), failure: cause => BuildException.Of(cause));
    }

    private void OnEarly(StartBuild start)
    {
        if (early.Count < services.Settings.MaxBuilds) early.Enqueue((start, Sender));
        else Sender.Tell(new Fault(FaultCode.Overloaded, "The builder is still opening its cache and too many builds wait for it."));
    }

    /// <summary>A build that fails answers with a fault and ends; it is not repeated.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void OnStart(StartBuild start)
    {
        if (builds.Count >= services.Settings.MaxBuilds)
        {
            Sender.Tell(new Fault(FaultCode.Overloaded, $"{builds.Count} builds are running; try again later."));
            return;
        }

        string id = Guid.NewGuid().ToString("n");
        IActorRef build = Context.ActorOf(BuildActor.Props(id, services, tools!, start.Call, Sender), $"build-{++count}");
        builds[Context.Watch(build)] = id;
        State();
    }

    private void OnPrune(PruneBuildCache prune)
    {
        if (prune.Filters.Count > 0) Sender.Tell(new BuildCachePruned([], 0));
        else Context.ActorOf(CachePruneActor.Props(services, tools!, prune, builds.Count > 0, Sender), $"prune-{++count}");
    }

    private void OnTerminated(Terminated ended)
    {
        builds.Remove(ended.ActorRef);
        State();
        if (builds.Count > 0) return;
        foreach (Digest chain in tools!.Cache.TakeGone()) services.Images.Tell(new ReleaseLayers(tools.Cache.Lease.Name, chain));
    }

    // A container whose build is over, or was another daemon's.
    private void OnContainer(ContainerChanged change)
    {
        if (!change.View.Summary.Labels.TryGetValue(BuilderServices.Label, out string? build)) return;
        if (change.Removed) removing.Remove(change.View.Id);
        else if (!builds.ContainsValue(build) && removing.Add(change.View.Id))
            services.Lifecycle().Tell(new RemoveContainer(new ContainerReference(change.View.Id.Value), Force: true));
    }

    private static Opened Open(BuilderSettings settings)
    {
        Directory.CreateDirectory(settings.Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(settings.CacheMounts);
        List<string> left = [];
        foreach (string directory in (string[])[settings.Builds, settings.Secrets])
        {
            try
            {
                Leftovers.Remove(directory);
            }
            catch (LinuxException failed)
            {
                left.Add(failed.Message);
            }
        }

        BuildCache cache = BuildCache.Open(Path.Combine(settings.Root, "cache.db"), settings.MaxCached);
        DownloadTable known = DownloadTable.Open(Path.Combine(settings.Root, "downloads.db"), settings.MaxCached);
        return new Opened(new BuildTools(cache, new CacheMountTable(settings.CacheMounts), new Downloads(known, settings.MaxContextBytes, settings.Patience)), left);
    }

    private void State() => services.States.Set(Self, nameof(BuilderActor), $"{builds.Count} builds");

    private sealed record Opened(BuildTools Tools, IReadOnlyList<string> Left);

    private sealed record OpenFailed(Exception Cause);
}
