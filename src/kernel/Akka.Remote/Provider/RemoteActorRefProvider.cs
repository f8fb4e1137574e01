using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Configuration;
using Akka.Remote.Serialization;

namespace Akka.Remote;

/// <summary>Provides the references of a system that reaches others over the network.</summary>
public partial class RemoteActorRefProvider : IRemoteActorRefProvider
{
    private readonly LocalActorRefProvider _local;
    private readonly ILoggingAdapter _log;
    private ActorSystemImpl _system = null!;
    private Remoting _remoting = null!;
    private Akka.Serialization.Information? _information;

    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(MessageContainerSerializer))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(MiscMessageSerializer))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(PrimitiveSerializers))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(DaemonMsgCreateSerializer))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(SystemMessageSerializer))]
    public RemoteActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        settings.InjectTopLevelFallback(RemoteConfigFactory.Default());
        _local = new LocalActorRefProvider(systemName, settings, eventStream);
        _log = _local.Log;
        RemoteSettings = new RemoteSettings(settings.Config);
        Deployer = _local.Deployer;
    }

    public RemoteSettings RemoteSettings { get; }

    public RemoteTransport Transport => _remoting;

    public IInternalActorRef RemoteDaemon { get; private set; } = null!;

    public IActorRef RemoteWatcher { get; private set; } = null!;

    public Deployer Deployer { get; protected set; }

    public IInternalActorRef RootGuardian => _local.RootGuardian;

    public LocalActorRef Guardian => _local.Guardian;

    public LocalActorRef SystemGuardian => _local.SystemGuardian;

    public IActorRef DeadLetters => _local.DeadLetters;

    public IActorRef IgnoreRef => _local.IgnoreRef;

    public ActorPath RootPath => _local.RootPath;

    public Settings Settings => _local.Settings;

    public IInternalActorRef TempContainer => _local.TempContainer;

    public Task TerminationTask => _local.TerminationTask;

    public Address DefaultAddress => _remoting?.DefaultAddress ?? _local.DefaultAddress;

    public Akka.Serialization.Information SerializationInformation
    {
        get
        {
            if (_information is not null)
                return _information;
            return _remoting?.DefaultAddress is { } address
                ? _information = new Akka.Serialization.Information(address, _system)
                : _local.SerializationInformation;
        }
    }

    public virtual void Init(ActorSystemImpl system)
    {
        _system = system;
        _local.Init(system);
        _remoting = new Remoting(system, this);
        RemoteDaemon = new RemoteSystemDaemon(this, RootPath / "remote", RootGuardian, _remoting.Notices);
        _local.RegisterExtraName("remote", RemoteDaemon);
        var transport = _remoting;
        system.SystemActorOf(RemoteSettings.ConfigureDispatcher(Props.Create(() => new RemotingTerminator(SystemGuardian, transport))), "remoting-terminator");
        _remoting.Start();
        RemoteWatcher = CreateRemoteWatcher(system);
    }

    public IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy? deploy, bool lookupDeploy, bool async) =>
        _local.ActorOf(system, props, supervisor, path, systemService, deploy, lookupDeploy, async);

    public ActorPath TempPath() => _local.TempPath();

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _local.RegisterTempActor(actorRef, path);

    public void UnregisterTempActor(ActorPath path) => _local.UnregisterTempActor(path);

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => _local.CreateFutureRef(tcs);

    public Deploy LookUpRemotes(IEnumerable<string> p) => Deploy.None;

    /// <summary>Would deploy an actor in another system.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void UseActorOnNode(RemoteActorRef actor, Props props, Deploy deploy, IInternalActorRef supervisor) =>
        throw new NotSupportedException("Actors are not deployed in other systems.");

    public void Quarantine(Address address, int? uid) => Transport.Quarantine(address, uid);

    protected virtual IActorRef CreateRemoteWatcher(ActorSystemImpl system)
    {
        var detectors = CreateRemoteWatcherFailureDetector(system);
        return system.SystemActorOf(
            RemoteSettings.ConfigureDispatcher(Remote.RemoteWatcher.Props(
                detectors,
                RemoteSettings.WatchHeartBeatInterval,
                RemoteSettings.WatchUnreachableReaperInterval,
                RemoteSettings.WatchHeartbeatExpectedResponseAfter)),
            "remote-watcher");
    }

    protected DefaultFailureDetectorRegistry<Address> CreateRemoteWatcherFailureDetector(ActorSystem system) => new(() =>
        FailureDetectorLoader.Load(RemoteSettings.WatchFailureDetectorImplementationClass, RemoteSettings.WatchFailureDetectorConfig, system));
}
