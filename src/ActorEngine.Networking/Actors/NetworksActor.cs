using ActorEngine.Contracts;
using ActorEngine.Journaling;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorEngine.Networking;

/// <summary>
/// Owner of networks: the only writer of addresses, ports and rules. Journals each before the kernel is told, and compares both after a
/// start. Decisions are <see cref="AttachmentPlan"/>, <see cref="PortPlan"/> and <see cref="NetworkRules"/>; this actor sends and remembers.
/// </summary>
public sealed partial class NetworksActor : StateOwnerActor, IWithTimers
{
    /// <summary>Its identity in the journal.</summary>
    public const string JournalId = "networks";

    private readonly NetworkServices services;
    private readonly NetworkSettings settings;
    private readonly EngineTag tag;
    private readonly INetworkKernel kernel;
    private readonly IPortHolder holder;
    private readonly string path;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly AddressTurns turns = new();
    private NetworksState state = NetworksState.Empty;
    private int nextPort;
    private string named = "";

    public NetworksActor(NetworkServices services)
        : base(JournalId)
    {
        this.services = services;
        settings = services.Settings;
        tag = new EngineTag(settings.EngineId, settings.PortForwarder.Length > 0);
        kernel = services.Kernel ?? new LinuxNetworkKernel(settings);
        holder = services.Ports ?? (settings.PortForwarder.Length > 0 ? new ForwardedPorts(new SlirpSocket(settings.PortForwarder)) : new PortHolder());
        path = Self.Path.ToStringWithoutAddress();
        nextPort = settings.FirstPort;
        services.Projection.NamespaceDirectory = LinuxNetworkKernel.NamespaceDirectory(settings.RunDirectory);
        Recover<SnapshotOffer>(offer => state = ((NetworksSnapshot)offer.Snapshot).Restore());
        Recover<INetworkEvent>(Apply);
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Looking();
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    private DateTimeOffset Now => services.Time.GetUtcNow();

    public static Props Props(NetworkServices services) => Akka.Actor.Props.Create(() => new NetworksActor(services));

    /// <inheritdoc />
    protected override void PreStart()
    {
        services.States.Set(path, nameof(NetworksActor), "recovering");
        base.PreStart();
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        services.States.Remove(path);
        Context.System.EventStream.Unsubscribe(Self);
        kernel.Dispose();
        (holder as IDisposable)?.Dispose();
        base.PostStop();
    }

    /// <summary>The kernel is being compared with the journal: everything else waits.</summary>
    private void Looking()
    {
        JournalResults();
        Command<Looked>(OnLooked);
        CommandAny(Hold);
    }

    private void Serving()
    {
        JournalResults();
        Command<AttachNetworks>(OnAttach);
        Command<AttachEnded>(OnAttachEnded);
        Command<DetachNetworks>(message => Detach(message.Container, message.Run));
        Command<ForgetNetworks>(OnForget);
        Command<SweepNetworks>(OnSweep);
        Command<CreateNetwork>(OnCreate);
        Command<RoutesRead>(OnRoutesRead);
        Command<NetworkEnded>(OnNetworkEnded);
        Command<RemoveNetwork>(OnRemove);
        Command<PruneNetworks>(OnPrune);
        Command<ConnectNetwork>(OnConnect);
        Command<DisconnectNetwork>(OnDisconnect);
        Command<ChangeEnded>(OnChangeEnded);
        Command<CheckDue>(_ => CheckAsync().PipeTo(Self, Self, findings => new Checked(findings, null), failure => new Checked([], failure)));
        Command<Checked>(OnChecked);
        Command<ContainerChanged>(OnContainerChanged);
        Command<Ended>(message => log.Warning("{0}", NetworkFaults.From(message.Failure, message.Doing).Message));
    }

    private void OnRecovered()
    {
        Show();
        // Held again first: whoever else wants one of these ports is told now.
        foreach (Attachment attachment in state.Attached.Values)
            foreach (var port in attachment.Ports)
                if (!holder.Keep(port)) log.Warning("Port {0}:{1}/{2} of container {3} is in use by another program too; the container gets what comes in.", port.HostAddress, port.HostPort, port.Protocol, attachment.Container.Short);
        LookAsync().PipeTo(Self, Self, looked => looked, failure => new Looked([], [], failure));
    }

    private async Task<Looked> LookAsync()
    {
        IReadOnlyList<string> findings = await kernel.ReconcileAsync(state).ConfigureAwait(false);
        IReadOnlyList<Subnet> routes = state.Networks.Values.Any(network => network.BuiltIn) ? [] : await kernel.RoutesAsync().ConfigureAwait(false);
        return new Looked(findings, routes, null);
    }

    private void OnLooked(Looked looked)
    {
        if (looked.Failure is { } failure) log.Warning("{0} Containers with a network cannot be started.", NetworkFaults.From(failure, "Comparing the networks with the host's").Message);
        Report(looked.Findings);
        NetworkRecord? missing = state.Networks.Values.Any(network => network.BuiltIn) ? null : Default(looked.Routes);
        if (missing is null) Serve();
        else Record(new NetworkMadeEvent(missing), null, Serve);
    }

    private void Serve()
    {
        Become(Serving);
        Context.System.EventStream.Subscribe(Self, typeof(ContainerChanged));
        Name();
        Timers.StartPeriodicTimer(nameof(CheckDue), new CheckDue(), settings.CheckInterval);
        Release();
    }

    private NetworkRecord? Default(IReadOnlyList<Subnet> routes)
    {
        if ((Subnet.Parse(settings.BridgeSubnet) ?? AddressPool.NextSubnet(settings.Pools, routes)) is not { } subnet)
        {
            log.Warning("No subnet of actorengine.networks.pools is free on this host; there is no network called bridge.");
            return null;
        }

        var id = new NetworkId(ContainerId.New().Value);
        return new NetworkRecord
        {
            Id = id,
            Name = "bridge",
            Bridge = tag.Bridge(id.Value),
            Subnet = subnet.ToString(),
            Gateway = subnet.First.ToString(),
            Mtu = settings.Mtu,
            BuiltIn = true,
            CreatedAt = Now,
        };
    }

    private async Task<IReadOnlyList<string>> CheckAsync()
    {
        Task<IReadOnlyList<string>> ports = Task.Run(holder.Check);
        return [.. await kernel.CheckAsync(state).ConfigureAwait(false), .. await ports.ConfigureAwait(false)];
    }

    private void OnChecked(Checked message)
    {
        if (message.Failure is { } failure) log.Warning("{0}", NetworkFaults.From(failure, "Checking the rules").Message);
        Report(message.Findings);
    }

    private void Report(IReadOnlyList<string> findings)
    {
        foreach (string finding in findings)
        {
            log.Warning("{0}", finding);
            services.Events.Tell(new PublishEvent(Now, "daemon", "repair", "networks") { Attributes = new Dictionary<string, string> { ["finding"] = finding } });
        }
    }

    private sealed record Looked(IReadOnlyList<string> Findings, IReadOnlyList<Subnet> Routes, Exception? Failure);

    private sealed record CheckDue;

    private sealed record Checked(IReadOnlyList<string> Findings, Exception? Failure);

    /// <summary>Work that nobody waits for failed.</summary>
    private sealed record Ended(string Doing, Exception Failure);
}
