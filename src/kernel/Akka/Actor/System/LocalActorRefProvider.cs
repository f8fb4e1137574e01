using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Util.Internal;

namespace Akka.Actor;

/// <summary>Provides the references of a system that knows no other.</summary>
public sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly RootActorPath _rootPath;
    private readonly ActorPath _tempNode;
    private readonly IInternalActorRef _deadLetters;
    private readonly Dictionary<string, IInternalActorRef> _extraNames = [];
    private readonly TaskCompletionSource<Status> _termination = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorSystemImpl _system = null!;
    private RootGuardianActorRef _rootGuardian = null!;
    private VirtualPathContainer _temp = null!;
    private Serialization.Information? _information;
    private long _tempNumber;

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : this(systemName, settings, eventStream, null, null)
    {
    }

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream, Deployer? deployer, Func<ActorPath, IInternalActorRef>? deadLettersFactory)
    {
        Settings = settings;
        EventStream = eventStream;
        Deployer = deployer ?? new Deployer(settings);
        _rootPath = new RootActorPath(new Address("akka", systemName));
        Log = Logging.GetLogger(eventStream, $"LocalActorRefProvider({_rootPath.Address})");
        var deadLettersPath = _rootPath / "deadLetters";
        _deadLetters = deadLettersFactory?.Invoke(deadLettersPath) ?? new DeadLetterActorRef(this, deadLettersPath, eventStream);
        IgnoreRef = new IgnoreActorRef(this);
        _tempNode = _rootPath / "temp";
    }

    public IActorRef DeadLetters => _deadLetters;

    public IActorRef IgnoreRef { get; }

    public Deployer Deployer { get; }

    public EventStream EventStream { get; }

    public ILoggingAdapter Log { get; }

    public Settings Settings { get; }

    public ActorPath RootPath => _rootPath;

    public Address DefaultAddress => _rootPath.Address;

    public IInternalActorRef RootGuardian => _rootGuardian;

    public LocalActorRef Guardian { get; private set; } = null!;

    public LocalActorRef SystemGuardian { get; private set; } = null!;

    public IInternalActorRef TempContainer => _temp;

    public Task TerminationTask => _termination.Task;

    public Serialization.Information SerializationInformation =>
        _information ??= new Serialization.Information(_rootPath.Address, _system ?? throw new InvalidOperationException("Too early access of SerializationInformation"));

    public void Init(ActorSystemImpl system)
    {
        _system = system;
        var mailbox = system.Mailboxes.Lookup(Mailboxes.DefaultMailboxId);
        var dispatcher = system.Dispatchers.InternalDispatcher;
        var supervisor = new RootGuardianSupervisor(_rootPath, this, _termination, Log);
        var rootStrategy = new OneForOneStrategy(cause =>
        {
            Log.Error(cause, "Guardian failed. Shutting down system");
            return Directive.Stop;
        });
        _rootGuardian = new RootGuardianActorRef(system, Props.Create<GuardianActor>(rootStrategy), dispatcher, mailbox, supervisor, _rootPath, _deadLetters, _extraNames);
        _temp = new VirtualPathContainer(this, _tempNode, _rootGuardian, Log);
        _rootGuardian.SetTempContainer(_temp);
        Guardian = CreateUserGuardian(mailbox, dispatcher);
        SystemGuardian = CreateGuardian("system", new Props(typeof(SystemGuardianActor), SupervisorStrategy.DefaultStrategy, Guardian), dispatcher, mailbox);
        _rootGuardian.Start();
        SystemGuardian.SendSystemMessage(new Watch(Guardian, SystemGuardian));
        _rootGuardian.SendSystemMessage(new Watch(SystemGuardian, _rootGuardian));
        EventStream.StartDefaultLoggers(system);
    }

    public IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy? deploy, bool lookupDeploy, bool async)
    {
        if ((lookupDeploy ? Deployer.Lookup(path) : deploy) is { } given)
        {
            if (given.Mailbox != Deploy.NoMailboxGiven)
                props = props.WithMailbox(given.Mailbox);
            if (given.Dispatcher != Deploy.NoDispatcherGiven)
                props = props.WithDispatcher(given.Dispatcher);
            if (given.StashCapacity != Deploy.NoStashSize)
                props = props.WithStashCapacity(given.StashCapacity);
        }

        if (!system.Dispatchers.HasDispatcher(props.Dispatcher))
            throw new ConfigurationException($"Dispatcher [{props.Dispatcher}] not configured for path {path}");
        try
        {
            var dispatcher = system.Dispatchers.Lookup(props.Dispatcher);
            var mailboxType = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);
            return new LocalActorRef(system, props, dispatcher, mailboxType, supervisor, path);
        }
        catch (Exception e)
        {
            throw new ConfigurationException(
                $"Configuration problem while creating [{path}] with dispatcher [{props.Dispatcher}] and mailbox [{props.Mailbox}]", e);
        }
    }

    public IActorRef RootGuardianAt(Address address) => address == _rootPath.Address ? _rootGuardian : _deadLetters;

    public Address GetExternalAddressFor(Address address) => address == _rootPath.Address ? address : null!;

    /// <summary>Adds a name to the root of the tree.</summary>
    public void RegisterExtraName(string name, IInternalActorRef actor) => _extraNames.Add(name, actor);

    public ActorPath TempPath() => new ChildActorPath(_tempNode, Base64.Encode(Interlocked.Increment(ref _tempNumber), "$"), ActorCell.UndefinedUid);

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _temp.AddChild(TempName(path, "Register"), actorRef);

    public void UnregisterTempActor(ActorPath path) => _temp.RemoveChild(TempName(path, "Unregister"));

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => new(tcs, this);

    public IActorRef ResolveActorRef(string path)
    {
        if (ActorPath.TryParse(path, out var actorPath) && actorPath.Address == _rootPath.Address)
            return Resolve(actorPath);
        Log.Debug("Resolve of unknown path [{0}] failed. Invalid format.", path);
        return _deadLetters;
    }

    public IActorRef ResolveActorRef(ActorPath path)
    {
        if (path.Root == _rootPath)
            return Resolve(path);
        Log.Debug("Resolve of foreign ActorPath [{0}] failed", path);
        return _deadLetters;
    }

    private IActorRef Resolve(ActorPath path)
    {
        var elements = path.ElementsWithUid;
        if (elements.Count == 0)
        {
            Log.Debug("Resolve of empty path sequence fails (per definition)");
            return _deadLetters;
        }

        var child = _rootGuardian.GetChild(elements);
        if (!child.IsNobody())
            return child;
        Log.Debug("Resolve of path sequence [/{0}] failed", ActorPath.FormatPathElements(elements));
        return new EmptyLocalActorRef(this, path, EventStream);
    }

    private string TempName(ActorPath path, string operation) => path.Parent == _tempNode
        ? path.Name
        : throw new InvalidOperationException($"Cannot {operation}TempActor() with anything not obtained from tempPath()");

    private LocalActorRef CreateUserGuardian(MailboxType mailbox, MessageDispatcher dispatcher)
    {
        if (_system.GuardianProps.IsEmpty)
            return CreateGuardian("user", Props.Create<GuardianActor>(SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create()), dispatcher, mailbox);
        var props = _system.GuardianProps.Value;
        var dispatcherId = props.Deploy.Dispatcher == Deploy.DispatcherSameAsParent ? Dispatchers.DefaultDispatcherId : props.Dispatcher;
        return CreateGuardian("user", props, _system.Dispatchers.Lookup(dispatcherId), mailbox);
    }

    private LocalActorRef CreateGuardian(string name, Props props, MessageDispatcher dispatcher, MailboxType mailbox)
    {
        var cell = _rootGuardian.Cell;
        cell.ReserveChild(name);
        var guardian = new LocalActorRef(_system, props, dispatcher, mailbox, _rootGuardian, new ChildActorPath(_rootPath, name, ActorCell.NewUid()));
        cell.InitChild(guardian);
        guardian.Start();
        return guardian;
    }
}
