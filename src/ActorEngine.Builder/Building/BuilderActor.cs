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
    private readonly Dictionary<IActorRef, string> builds = [];
    private readonly HashSet<ContainerId> removing = [];
    private readonly BuildTools tools;
    private long count;

    /// <summary>See <see cref="Props"/>.</summary>
    public BuilderActor(BuilderServices services)
    {
        this.services = services;
        BuilderSettings settings = services.Settings;
        Directory.CreateDirectory(settings.Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(settings.CacheMounts);
        Sweep(settings.Builds);
        Sweep(settings.Secrets);
        tools = new BuildTools(BuildCache.Open(Path.Combine(settings.Root, "cache.db"), settings.MaxCached), new CacheMountTable(settings.CacheMounts), new HttpClient());
        Receive<StartBuild>(OnStart);
        Receive<Terminated>(OnTerminated);
        Receive<ContainerChanged>(OnContainer);
        Receive<Done>(_ => { });
        Receive<Fault>(_ => { });
    }

    /// <summary>The props of /builder.</summary>
    public static Props Props(BuilderServices services) => Akka.Actor.Props.Create(() => new BuilderActor(services));

    /// <inheritdoc />
    protected override void PreStart()
    {
        State();
        Context.System.EventStream.Subscribe(Self, typeof(ContainerChanged));
        services.Images.Tell(new TakeLease(BuildCache.Lease, null));
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        services.States.Remove(Self);
        Context.System.EventStream.Unsubscribe(Self);
        _ = tools.Cache.DisposeAsync().AsTask();
        tools.Http.Dispose();
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
        IActorRef build = Context.ActorOf(BuildActor.Props(id, services, tools, start.Call, Sender), $"build-{++count}");
        builds[Context.Watch(build)] = id;
        State();
    }

    private void OnTerminated(Terminated ended)
    {
        builds.Remove(ended.ActorRef);
        State();
    }

    // A container whose build is over, or was another daemon's.
    private void OnContainer(ContainerChanged change)
    {
        if (!change.View.Summary.Labels.TryGetValue(BuilderServices.Label, out string? build)) return;
        if (change.Removed) removing.Remove(change.View.Id);
        else if (!builds.ContainsValue(build) && removing.Add(change.View.Id))
            services.Lifecycle().Tell(new RemoveContainer(new ContainerReference(change.View.Id.Value), Force: true));
    }

    private void Sweep(string directory)
    {
        try
        {
            Leftovers.Remove(directory);
        }
        catch (LinuxException left)
        {
            log.Warning("{0} holds leftovers of builds that cannot be removed: {1}", directory, left.Message);
        }
    }

    private void State() => services.States.Set(Self, nameof(BuilderActor), $"{builds.Count} builds");
}
