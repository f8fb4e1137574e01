using System.Diagnostics;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>A test with an actor system and a test actor, whose messages the Expect methods take.</summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static readonly Config TheDefaultConfig = ConfigurationFactory.FromResource<TestKitBase>("Akka.TestKit.Internal.Reference.conf");
    private static readonly Config TheFullDebugConfig = ConfigurationFactory.ParseString(
        """
        akka.log-dead-letters-during-shutdown = true
        akka.actor.debug.receive = true
        akka.actor.debug.autoreceive = true
        akka.actor.debug.lifecycle = true
        akka.actor.debug.event-stream = true
        akka.actor.debug.unhandled = true
        akka.actor.debug.fsm = true
        akka.actor.debug.router-misconfiguration = true
        akka.log-dead-letters = true
        akka.loglevel = DEBUG
        akka.stdout-loglevel = DEBUG
        """);

    private static int _testActors;

    private readonly ITestKitAssertions _assertions;
    private Channel<MessageEnvelope> _queue = null!;
    private MessageEnvelope _lastMessage = NullMessageEnvelope.Instance;
    private TimeSpan? _end;
    private bool _lastWasNoMsg;

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, BootstrapSetup.Create().WithConfig(TheDefaultConfig).And(BootstrapSetup.Create().WithConfig(TheDefaultConfig)), null, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, Config config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        _assertions = assertions ?? throw new ArgumentNullException(nameof(assertions), "The supplied assertions must not be null.");
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    public static Config DefaultConfig => TheDefaultConfig;

    public static Config FullDebugConfig => TheFullDebugConfig;

    /// <summary>The time on a clock that never goes back.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    public ActorSystem Sys { get; private set; } = null!;

    public TestKitSettings TestKitSettings { get; private set; } = null!;

    public IActorRef TestActor { get; private set; } = null!;

    public ILoggingAdapter Log { get; private set; } = null!;

    public EventFilterFactory EventFilter { get; private set; } = null!;

    /// <summary>The sender of the last message taken.</summary>
    public IActorRef LastSender => _lastMessage.Sender;

    /// <summary>The last message taken, or null.</summary>
    public object LastMessage => _lastMessage.Message;

    public bool HasMessages => _queue.Reader.TryPeek(out _);

    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>A test actor of its own.</summary>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, _assertions, name);

    public virtual TestLatch CreateTestLatch(int count = 1) => new(Dilated, TestKitSettings.DefaultTimeout, count);

    public TestBarrier CreateTestBarrier(int count) => new(this, count, TestKitSettings.DefaultTimeout);

    /// <summary>A further actor that feeds this test's queue.</summary>
    public IActorRef CreateTestActor(string name) => CreateTestActor(Sys, name);

    /// <summary>Terminates the system and waits.</summary>
    /// <exception cref="TimeoutException">It did not terminate, and the caller asked to know.</exception>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Shutdown(Sys, duration, verifySystemShutdown);

    protected virtual void Shutdown(ActorSystem? system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        system ??= Sys;
        var limit = duration ?? TimeSpan.FromTicks(Math.Min(Dilated(TimeSpan.FromSeconds(5)).Ticks, TimeSpan.FromSeconds(10).Ticks));
        if (system.Terminate().Wait(limit))
            return;
        var extended = (ExtendedActorSystem)system;
        extended.Guardian.Stop();
        var message = $"Failed to stop [{system.Name}] within [{limit}]. ActorSystem is being forcefully shut down.\n{extended.PrintTree()}";
        if (verifySystemShutdown)
            throw new TimeoutException(message);
        system.Log.Warning("{0}", message);
    }

    protected virtual void InitializeTest(ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        Sys = StartOrAdopt(system, config, actorSystemName);
        Sys.RegisterExtension(new TestKitExtension());
        Sys.RegisterExtension(new TestKitAssertionsExtension(_assertions));
        TestKitSettings = TestKitExtension.For(Sys);
        _queue = Channel.CreateUnbounded<MessageEnvelope>();
        Log = Logging.GetLogger(Sys, GetType());
        EventFilter = new EventFilterFactory(this);
        Sys.Dispatchers.RegisterConfigurator(CallingThreadDispatcher.Id, new CallingThreadDispatcherConfigurator(Sys.Settings.Config, Sys.Dispatchers.Prerequisites));
        var name = string.IsNullOrEmpty(testActorName) ? $"testActor{Interlocked.Increment(ref _testActors)}" : testActorName;
        TestActor = CreateTestActor(Sys, name);
        if (this is not INoImplicitSender)
            InternalCurrentActorCellKeeper.Current = ((LocalActorRef)TestActor).Cell;
        else if (this is not TestProbe)
            InternalCurrentActorCellKeeper.Current = null!;
        SynchronizationContext.SetSynchronizationContext(new ActorCellKeepingSynchronizationContext(InternalCurrentActorCellKeeper.Current));
    }

    protected void InitializeTest(ActorSystem? system, Config config, string? actorSystemName, string? testActorName) =>
        InitializeTest(system, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName);

    private static ActorSystem StartOrAdopt(ActorSystem? system, ActorSystemSetup setup, string? name)
    {
        if (system is not null)
        {
            system.Settings.InjectTopLevelFallback(TheDefaultConfig);
            return system;
        }

        var given = setup.Get<BootstrapSetup>();
        var config = given.FlatSelect(b => b.Config).Select(c => ReferenceEquals(c, TheDefaultConfig) ? c : c.WithFallback(TheDefaultConfig)).GetOrElse(TheDefaultConfig);
        var bootstrap = BootstrapSetup.Create().WithConfig(config);
        if (given.FlatSelect(b => b.ActorRefProvider) is { HasValue: true } provider)
            bootstrap = bootstrap.WithActorRefProvider(provider.Value);
        return ActorSystem.Create(name ?? "test", setup.WithSetup(bootstrap));
    }

    private IActorRef CreateTestActor(ActorSystem system, string name)
    {
        var queue = _queue;
        return ((ExtendedActorSystem)system).SystemActorOf(
            Props.Create(() => new InternalTestActor(queue)).WithDispatcher("akka.test.test-actor.dispatcher"), name);
    }
}
