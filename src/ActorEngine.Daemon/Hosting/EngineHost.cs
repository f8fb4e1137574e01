using ActorEngine.Contracts;
using ActorEngine.Events;
using ActorEngine.Lifecycle;
using ActorEngine.LogDrivers;
using ActorEngine.Logs;
using ActorEngine.Networking;
using ActorEngine.Oci;
using ActorEngine.Projects;
using ActorEngine.Serialization;
using ActorEngine.Transport;
using ActorEngine.Volumes;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace ActorEngine.Daemon;

/// <summary>One running engine: directories, actor system, socket. Starts in that order and ends in the reverse one.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly StateDirectory state;
    private readonly ActorSystem system;
    private readonly EngineListener listener;
    private readonly EngineServices services;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock reloadGate = new();
    private readonly Task accepting, probing;
    private RemoteSystem? remote;
    private Task reloading = Task.CompletedTask;

    private EngineHost(StateDirectory state, ActorSystem system, EngineListener listener, EngineServices services, RemoteSystem? remote)
    {
        (this.state, this.system, this.listener, this.services, this.remote) = (state, system, listener, services, remote);
        if (remote is not null) system.Log.Info("Remote clients are served at {0}.", remote.Address);
        accepting = AcceptAsync();
        probing = ProbeAsync();
    }

    /// <summary>Where clients find it.</summary>
    public EngineEndpoint Endpoint => listener.Endpoint;

    /// <summary>Completes when the actor system has ended by itself.</summary>
    public Task Ended => system.WhenTerminated;

    /// <exception cref="StartException">It cannot start; the message says why and what to do.</exception>
    public static async Task<EngineHost> StartAsync(EngineOptions options)
    {
        var (settings, config) = EngineSettingsReader.Load(options);
        var state = StateDirectory.Take(options);
        var rows = Task.Run(FirstAnswer.RehearseRow);
        ActorSystem? system = null;
        RemoteSystem? remote = null;
        try
        {
            string journal = Journal.Path(options.StateDirectory);
            Journal.Prepare(journal);
            JournalTypes.Register(LifecycleJournal.Types);
            JournalTypes.Register(EventsJournal.Types);
            JournalTypes.Register(NetworksJournal.Types);
            JournalTypes.Register(VolumesJournal.Types);
            JournalTypes.Register(ProjectsJournal.Types);
            var services = Compose(options, settings, state);
            system = ActorSystem.Create("ActorEngine", Configure(journal, config));
            system.ActorOf(EngineActor.Props(services), "engine");
            await MadeAsync(services).ConfigureAwait(false);
            await Task.WhenAll(RecoveredAsync(services), FirstAnswer.RehearseAsync(services), rows).ConfigureAwait(false);
            if (settings.Remote.Enabled) remote = await RemoteSystem.StartAsync(services, settings.Remote, config).ConfigureAwait(false);
            var listener = Listen(options, services);
            return new EngineHost(state, system, listener, services, remote);
        }
        catch
        {
            if (remote is not null) await remote.DisposeAsync().ConfigureAwait(false);
            if (system is not null) await system.Terminate().ConfigureAwait(false);
            state.Dispose();
            throw;
        }
    }

    /// <summary>Reads the configuration again; what can change in a running engine does, one reading after the other.</summary>
    public void Reload()
    {
        lock (reloadGate) reloading = ReloadAsync(reloading);
    }

    /// <summary>Ends the daemon. Shims and containers go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await accepting.ConfigureAwait(false);
        await listener.DisposeAsync().ConfigureAwait(false);
        await reloading.ConfigureAwait(false);
        if (remote is not null) await remote.DisposeAsync().ConfigureAwait(false);
        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance).ConfigureAwait(false);
        await system.WhenTerminated.ConfigureAwait(false);
        await probing.ConfigureAwait(false);
        services.LogWatch.Dispose();
        if (services.Audit.IsValueCreated) await services.Audit.Value.DisposeAsync().ConfigureAwait(false);
        state.Dispose();
    }

    private static EngineServices Compose(EngineOptions options, EngineSettings settings, StateDirectory state)
    {
        var host = HostProbe.Read();
        var containers = new ContainerProjection();
        return new EngineServices
        {
            Options = options,
            Settings = settings with { Networks = settings.Networks with { EngineId = state.EngineId }, Images = settings.Images with { IsRunning = id => containers.Find(id) is { } view && ContainerQueries.IsUp(view.Status) } },
            Containers = containers,
            Networks = new NetworkProjection(id => containers.Find(id)?.Summary.Name),
            Volumes = new VolumeProjection(id => containers.Find(id)?.Summary.Name),
            Logs = new LogDeliveries(),
            States = new ActorStates(),
            Runtimes = new RuntimeRegistry(settings.Runtimes, host),
            Host = host,
            Identity = new EngineIdentity(state.EngineId, TimeProvider.System.GetUtcNow()),
            Authorization = Authorization.ForGroup(settings.Group),
            LogWatch = new LogWatch(),
            DockerClients = new GatewayPolicy(settings.Gateway, settings.Remote, TimeProvider.System),
            Audit = new Lazy<AuditLog>(() => new AuditLog(Path.Combine(options.StateDirectory, "audit"), settings.Remote.AuditFileBytes, settings.Remote.AuditFiles)),
        };
    }

    private static Config Configure(string journal, Config config)
    {
        // The logger decides what is written.
        var own = ConfigurationFactory.ParseString("akka.loglevel = DEBUG\nakka.stdout-loglevel = OFF");
        return own.WithFallback(ConfigurationFactory.ParseString(EngineSerializer.Hocon)).WithFallback(Journal.Configure(journal, config));
    }

    private static async Task MadeAsync(EngineServices services)
    {
        try
        {
            await services.Actors.Made.WaitAsync(EngineEdge.Patience, services.Time).ConfigureAwait(false);
        }
        catch (TimeoutException error)
        {
            throw new StartException("The actors did not start; the log above says why.", error);
        }
    }

    /// <summary>Waits until the index is known: an engine that is ready knows its containers.</summary>
    private static async Task RecoveredAsync(EngineServices services)
    {
        var question = new ResizeContainer(new ContainerReference("-"), 1, 1);
        await EngineEdge.AskAsync(services.Actors.Lifecycle, question, EngineEdge.Patience, CancellationToken.None).ConfigureAwait(false);
        // And its networks: a container that names one is told at once whether it is there.
        await EngineEdge.AskAsync(services.Actors.Networks, new RemoveNetwork(new NetworkReference("-")), EngineEdge.Patience, CancellationToken.None).ConfigureAwait(false);
        await EngineEdge.AskAsync(services.Actors.Volumes, new RemoveVolume(new VolumeName("-")), EngineEdge.Patience, CancellationToken.None).ConfigureAwait(false);
    }

    private static EngineListener Listen(EngineOptions options, EngineServices services)
    {
        try
        {
            return EngineListener.FromServiceManager(options.Endpoint, services.Time)
                ?? EngineListener.Bind(options.Endpoint, services.Authorization.GroupId, services.Time);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartException(error.Message, error);
        }
    }

    private async Task ReloadAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var (settings, config) = EngineSettingsReader.Load(services.Options);
            LogThreshold.Of(system).Set(settings.LogLevel);
            system.Log.Debug("The settings in {0} were read again.", services.Options.ConfigDirectory);
            ReloadGateway(settings);
            await ReloadRemoteAsync(settings.Remote, config).ConfigureAwait(false);
            system.Log.Info("The log level is {0}; settings other than this, the section remote and the plugins of the gateway need a restart of the daemon, which containers do not notice.", settings.LogLevel);
        }
        catch (StartException wrong)
        {
            system.Log.Error("{0}", wrong.Message);
        }
    }

    private void ReloadGateway(EngineSettings settings)
    {
        services.DockerClients.Apply(settings.Gateway with { Tcp = settings.Gateway.Tcp with { Enabled = services.Settings.Gateway.Tcp.Enabled } }, settings.Remote);
        services.Actors.Daemon.Tell(TrustChanged.Instance);
        services.Actors.Gateway.Tell(Daemon.ReloadGateway.Instance);
    }

    private async Task ReloadRemoteAsync(RemoteSettings settings, Config config)
    {
        if (stopping.IsCancellationRequested) return;
        if (remote is { } running)
        {
            if (settings.Enabled && running.TryApply(settings))
            {
                system.Log.Info("Remote clients: {0} subjects, {1} certificates revoked.", settings.Subjects.Count, settings.Revoked.Count);
                return;
            }

            // Read before the old ones are given up: a damaged file changes nothing.
            if (settings.Enabled) RemoteCertificates.Read(settings);
            remote = null;
            await running.DisposeAsync().ConfigureAwait(false);
        }

        if (!settings.Enabled) return;
        remote = await RemoteSystem.StartAsync(services, settings, config).ConfigureAwait(false);
        system.Log.Info("Remote clients are served anew at {0}.", remote.Address);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                services.Actors.Daemon.Tell(new ClientConnected(await listener.AcceptAsync(stopping.Token).ConfigureAwait(false)));
        }
        catch (OperationCanceledException)
        {
            // The engine stops.
        }
    }

    private async Task ProbeAsync()
    {
        try
        {
            await services.Runtimes.ProbeAsync(stopping.Token).ConfigureAwait(false);
            system.Log.Info("Runtimes: the default is {0}.", services.Runtimes.DefaultName);
        }
        catch (OperationCanceledException)
        {
            // The engine stops.
        }
        catch (IOException error)
        {
            system.Log.Warning("Runtimes could not be probed: {0}", error.Message);
        }
    }
}
