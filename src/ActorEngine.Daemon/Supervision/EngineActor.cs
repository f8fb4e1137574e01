using ActorEngine.Builder;
using ActorEngine.Contracts;
using ActorEngine.Events;
using ActorEngine.Images;
using ActorEngine.Lifecycle;
using ActorEngine.LogDrivers;
using ActorEngine.Networking;
using ActorEngine.Projects;
using ActorEngine.Registry;
using ActorEngine.Serialization;
using ActorEngine.Stats;
using ActorEngine.Volumes;
using Akka.Actor;
using Akka.Event;
using Akka.Pattern;

namespace ActorEngine.Daemon;

/// <summary>
/// Root supervisor. A subsystem that throws is restarted in place; one that stops (its journal could not be written) is made anew
/// at the same path after a pause. Containers are processes of their own and go on in either case.
/// </summary>
internal sealed class EngineActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200), LongestPause = TimeSpan.FromSeconds(10);

    private readonly EngineServices services;
    private readonly LifecycleServices lifecycle;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Dictionary<string, int> failures = [];

    public EngineActor(EngineServices services)
    {
        this.services = services;
        var actors = services.Actors;
        actors.Events = Context.ActorOf(Patient(EventsActor.Props(services.Settings.Events, services.States, services.Time), "journal"), "events");
        actors.Images = Context.ActorOf(Patient(ImagesActor.Props(services.Settings.Images, actors.Events), "store"), "images");
        actors.Networks = Context.ActorOf(Patient(NetworksActor.Props(Networks()), "owner"), "networks");
        actors.Volumes = Context.ActorOf(Patient(VolumesActor.Props(Volumes()), "owner"), "volumes");
        lifecycle = new LifecycleServices
        {
            Settings = services.Settings.Lifecycle,
            Projection = services.Containers,
            Images = actors.Images,
            Networks = actors.Networks,
            Volumes = actors.Volumes,
            CheckNetwork = services.Networks.Check,
            WithNetworks = services.Whole,
            MountTargets = services.Volumes.TargetsOf,
            Logs = LogComposition.Hooks(services),
            Events = actors.Events,
            Runtimes = services.Runtimes,
            HostFacts = services.Host,
            Bundles = services.Settings.Bundles,
            Time = services.Time,
            States = services.States,
        };
        Make("lifecycle");
        actors.Projects = Context.ActorOf(Patient(ProjectsActor.Props(Projects()), "owner"), "projects");
        Make("logs");
        Make("stats");
        Make("registry");
        Make("builder");
        Make("gc");
        Make("daemon");
        if (services.Settings.Gateway.Enabled) Make("gateway");
        Context.ActorOf(ContainerWatchActor.Props(services), "watch");
        Context.ActorOf(ChoreActor.Props(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), new MemoryTrim().Check), "trim");
        Context.ActorOf(ChoreActor.Props(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10), () => Databases(services.Options.StateDirectory).ForEach(DatabaseRoom.Keep)), "room");
        actors.SetMade();
        Receive<Terminated>(OnTerminated);
        Receive<MakeAnew>(message => Make(message.Name));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(EngineServices services) => Akka.Actor.Props.Create(() => new EngineActor(services));

    protected override void PreStart()
    {
        services.States.Set(Self, nameof(EngineActor), "supervising");
        foreach (var patient in (IActorRef[])[services.Actors.Events, services.Actors.Images, services.Actors.Networks, services.Actors.Volumes, services.Actors.Projects])
            services.States.Set(patient, nameof(BackoffSupervisor), "supervising");
        services.States.Set($"{services.Actors.Images.Path.ToStringWithoutAddress()}/store", nameof(ImagesActor), "serving");
    }

    protected override void PostStop() => services.States.Remove(Self);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(10, TimeSpan.FromMinutes(1), _ => Directive.Restart);

    /// <summary>A parent that keeps one address while its child is made anew with growing pauses.</summary>
    private static Props Patient(Props child, string name) =>
        BackoffSupervisor.Props(Backoff.OnStop(child, name, FirstPause, LongestPause, 0.1, -1));

    private void Make(string name)
    {
        var actors = services.Actors;
        switch (name)
        {
            case "lifecycle":
                actors.Lifecycle = Watched(LifecycleManagerActor.Props(lifecycle), name);
                break;
            case "builder":
                actors.Builder = Watched(BuilderActor.Props(Builder()), name);
                break;
            case "logs":
                Watched(LogsActor.Props(LogComposition.Services(services)), name);
                break;
            case "stats":
                actors.Stats = Watched(StatsActor.Props(services.Settings.Stats, services.States, Running, services.Time), name);
                break;
            case "gc":
                actors.Collector = Watched(GcActor.Props(new GcSettings(actors.Images, () => actors.Lifecycle, () => [.. services.Containers.All], services.Settings.SweepInterval) { Volumes = actors.Volumes, Registry = () => services.Actors.Registry, Time = services.Time }, services.States), name);
                break;
            case "registry":
                actors.Registry = Watched(RegistryActor.Props(services.Settings.Registries, actors.Images, actors.Events, services.States), name);
                break;
            case "gateway":
                actors.Gateway = Watched(GatewayActor.Props(services), name);
                break;
            default:
                actors.Daemon = Watched(DaemonActor.Props(services), name);
                break;
        }
    }

    private BuilderServices Builder() => new()
    {
        Settings = services.Settings.Builder,
        Images = services.Actors.Images,
        Registry = () => services.Actors.Registry,
        Lifecycle = () => services.Actors.Lifecycle,
        Follow = (container, cancellation) => BuildStream.FollowAsync(services, container, cancellation),
        States = services.States,
        Time = services.Time,
    };

    private NetworkServices Networks() => new()
    {
        Settings = services.Settings.Networks,
        Projection = services.Networks,
        Events = services.Actors.Events,
        FindContainer = reference => (services.Containers.Resolve(reference, out var fault), fault),
        States = services.States,
        Time = services.Time,
    };

    private ProjectServices Projects() => new()
    {
        Directory = System.IO.Path.Combine(services.Options.StateDirectory, "projects"),
        Lifecycle = () => services.Actors.Lifecycle,
        Networks = services.Actors.Networks,
        Volumes = services.Actors.Volumes,
        Events = services.Actors.Events,
        // With their mounts as readers see them.
        Containers = project => [.. services.Containers.All
            .Where(view => view.Summary.Labels.TryGetValue(ComposeLabels.Project, out string? own) && (project is null || own == project))
            .Select(view => view with { Inspection = services.Volumes.With(view.Inspection) })],
        FindNetworks = () => services.Networks.List(new ListNetworks()) is NetworkList list ? list.Networks : [],
        States = services.States,
        Time = services.Time,
    };

    private VolumeServices Volumes() => new()
    {
        Settings = services.Settings.Volumes,
        Projection = services.Volumes,
        Events = services.Actors.Events,
        Images = services.Actors.Images,
        FindContainer = reference => (services.Containers.Resolve(reference, out var fault), fault),
        States = services.States,
        Time = services.Time,
    };

    private static List<string> Databases(string state) => [Journal.Path(state), System.IO.Path.Combine(state, "images", "store.db")];

    private IActorRef Watched(Props props, string name) => Context.Watch(Context.ActorOf(props, name));

    private IReadOnlyList<ContainerView> Running() => [.. services.Containers.All.Where(view => ContainerQueries.IsUp(view.Status))];

    private void OnTerminated(Terminated gone)
    {
        string name = gone.ActorRef.Path.Name;
        int count = failures[name] = failures.GetValueOrDefault(name) + 1;
        var pause = TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(count - 1, 8), LongestPause.Ticks));
        log.Error("{0} stopped and is made anew in {1} ms.", name, pause.TotalMilliseconds);
        Timers.StartSingleTimer(name, new MakeAnew(name), pause);
    }

    private sealed record MakeAnew(string Name);
}
