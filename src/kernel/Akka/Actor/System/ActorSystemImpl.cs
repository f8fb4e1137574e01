using System.Diagnostics.CodeAnalysis;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;
using Akka.Util.Reflection;

namespace Akka.Actor.Internal;

/// <summary>The system: puts the parts together and takes them down.</summary>
public partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly TerminationCallbacks _terminationCallbacks;
    private readonly Lazy<Serialization.Serialization> _serialization;
    private IActorRef? _deadLetterListener;
    private volatile bool _aborting;

    public ActorSystemImpl(string name)
        : this(name, ConfigurationFactory.Default(), ActorSystemSetup.Empty)
    {
    }

    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup, Option<Props>? guardianProps = null)
    {
        if (!IsValidName(name))
            throw new ArgumentException($"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-')", nameof(name));
        if (config is null)
            throw new ArgumentNullException(nameof(config), $"Cannot create {typeof(ActorSystemImpl)}: Configuration must not be null.");
        Name = name;
        GuardianProps = guardianProps ?? Option<Props>.None;
        Settings = new Settings(this, config, setup);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        Log = new BusLogging(EventStream, $"ActorSystem({name})", GetType(), Settings.LogFormatter);
        Scheduler = (IScheduler)Configured(Settings.SchedulerClass, "akka.scheduler.implementation", Settings.Config, Log);
        try
        {
            Provider = Settings.ProviderSelectionType is ProviderSelection.Local
                ? new LocalActorRefProvider(name, Settings, EventStream)
                : (IActorRefProvider)Configured(Settings.ProviderClass, "akka.actor.provider", name, Settings, EventStream);
            _terminationCallbacks = new TerminationCallbacks(Provider.TerminationTask);
            _serialization = new Lazy<Serialization.Serialization>(() => new Serialization.Serialization(this));
            Mailboxes = new Mailboxes(this);
            Dispatchers = new Dispatchers(this, new DefaultDispatcherPrerequisites(EventStream, Scheduler, Settings, Mailboxes), Log);
        }
        catch
        {
            StopScheduler();
            throw;
        }
    }

    public override string Name { get; }

    public override Settings Settings { get; }

    public override EventStream EventStream { get; }

    public override ILoggingAdapter Log { get; }

    public override IScheduler Scheduler { get; }

    public override IActorRefProvider Provider { get; }

    public override Mailboxes Mailboxes { get; }

    public override Dispatchers Dispatchers { get; }

    public override Serialization.Serialization Serialization => _serialization.Value;

    public override IActorRef DeadLetters => Provider.DeadLetters;

    public override IActorRef IgnoreRef => Provider.IgnoreRef;

    public override IInternalActorRef Guardian => Provider.Guardian;

    public override IInternalActorRef LookupRoot => Provider.RootGuardian;

    public override IInternalActorRef SystemGuardian => Provider.SystemGuardian;

    public override Task WhenTerminated => _terminationCallbacks.Task;

    /// <summary>The user guardian that takes the place of the usual one.</summary>
    public Option<Props> GuardianProps { get; }

    internal bool Aborting => _aborting;

    /// <summary>Starts guardians, loggers and the extensions that configuration names.</summary>
    public void Start()
    {
        try
        {
            RegisterOnTermination(StopScheduler);
            Provider.Init(this);
            LoadExtensions();
            if (Settings.LogDeadLetters > 0)
                _deadLetterListener = SystemActorOf<DeadLetterListener>("deadLetterListener");
            EventStream.StartUnsubscriber(this);
            if (Settings.LogConfigOnStart)
                Log.Info(Settings.ToString());
        }
        catch
        {
            if (Provider.Guardian is null)
                StopScheduler();
            else
                _ = FinalTerminate();
            throw;
        }
    }

    public override IActorRef ActorOf(Props props, string? name = null) => GuardianProps.IsEmpty
        ? Provider.Guardian.Cell.AttachChild(props, false, name)
        : throw new InvalidOperationException($"cannot create top-level actor {(string.IsNullOrEmpty(name) ? "" : $"[{name}] ")}from the outside on ActorSystem with custom user guardian");

    public override IActorRef SystemActorOf(Props props, string? name = null) =>
        Provider.SystemGuardian.Cell.AttachChild(props, true, name);

    public override IActorRef SystemActorOf<[DynamicallyAccessedMembers(Props.Constructors)] TActor>(string? name = null) =>
        SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, this, Provider.RootGuardian);

    public override void RegisterOnTermination(Action code) => _terminationCallbacks.Add(code);

    public override Task Terminate() => Settings.CoordinatedShutdownRunByActorSystemTerminate
        ? CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance)
        : FinalTerminate();

    public override void Abort()
    {
        _aborting = true;
        _ = FinalTerminate();
    }

    public override void Stop(IActorRef actor)
    {
        var parent = actor.Path.Parent;
        if (parent == Provider.Guardian.Path)
            Provider.Guardian.Tell(new Dispatch.SysMsg.StopChild(actor));
        else if (parent == Provider.SystemGuardian.Path)
            Provider.SystemGuardian.Tell(new Dispatch.SysMsg.StopChild(actor));
        else
            ((IInternalActorRef)actor).Stop();
    }

    public override string ToString() => Provider.RootPath.Root.Address.ToString();

    public override string PrintTree() => ActorTree.Print(Provider.RootGuardian);

    internal override Task FinalTerminate()
    {
        Log.Debug("System shutdown initiated");
        if (!Settings.LogDeadLettersDuringShutdown && _deadLetterListener is not null)
            Stop(_deadLetterListener);
        Provider.Guardian.Stop();
        return WhenTerminated;
    }

    private static object Configured(string typeName, string setting, params object[] arguments)
    {
        if (typeName == "Akka.Actor.HashedWheelTimerScheduler")
            return new HashedWheelTimerScheduler((Config)arguments[0], (ILoggingAdapter)arguments[1]);
        var type = TypeCache.Find(typeName) ?? throw new ConfigurationException($"The type [{typeName}] of [{setting}] could not be found.");
        return ConfiguredTypes.Create(type, arguments);
    }

    private void StopScheduler() => (Scheduler as IDisposable)?.Dispose();

    // Not a regular expression: those are the dearest part of the start of a small process.
    private static bool IsValidName(string name)
    {
        if (name.Length == 0 || name[0] == '-')
            return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                return false;
        }

        return true;
    }
}
