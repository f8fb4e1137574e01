using ActorEngine.Contracts;
using ActorEngine.Oci;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>A lifecycle manager over a machine of the test's, with virtual time for what actors schedule.</summary>
public abstract class LifecycleTest : TestKit
{
    private const string Hocon = """
        akka {
          loglevel = WARNING
          scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
          persistence {
            journal.plugin = "test.journal"
            snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
          }
        }
        test.journal {
          class = "ActorEngine.Lifecycle.Tests.FaultyJournal, ActorEngine.Lifecycle.Tests"
          plugin-dispatcher = "akka.actor.default-dispatcher"
        }
        """;

    private readonly string directory = Path.Combine(Path.GetTempPath(), "lifecycle-" + Guid.NewGuid().ToString("N")[..8]);

    private protected LifecycleTest(IContainerHost? host = null, string? lower = null, string hocon = Hocon) : base(ConfigurationFactory.ParseString(hocon))
    {
        Host = host as FakeHost ?? new FakeHost();
        Events = CreateTestProbe();
        Events.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            if (message is PublishEvent { Acknowledge: true } && RecordsEvents) sender.Tell(new EventRecorded());
            return AutoPilot.KeepRunning;
        }));
        Images = Sys.ActorOf(Props.Create(() => new FakeImages(lower ?? "/nowhere", lower == null ? "" : Path.Combine(directory, "snapshots"))));
        Services = MakeServices();
        Manager = StartManager();
    }

    private protected FakeHost Host { get; }

    protected TestProbe Events { get; }

    /// <summary>Off: the event stream takes what it is told and never says that it has it.</summary>
    protected bool RecordsEvents { get; set; } = true;

    protected IActorRef Images { get; }

    protected LifecycleServices Services { get; set; }

    protected IActorRef Manager { get; set; }

    protected TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    private protected virtual LifecycleServices MakeServices()
    {
        HostFacts facts = HostProbe.Read();
        return new LifecycleServices
        {
            Settings = new LifecycleSettings { StateDirectory = directory, RunDirectory = directory, ShimPath = "/nowhere/actor-shim", SignalTimeout = TimeSpan.FromMilliseconds(300) },
            Projection = new ContainerProjection(),
            Images = Images,
            Events = Events,
            Runtimes = new RuntimeRegistry(new RuntimeSettings { StateRoot = Path.Combine(directory, "runtime"), CacheDirectory = directory }, facts),
            HostFacts = facts,
            Host = Host,
            Random = new Random(7),
        };
    }

    protected IActorRef StartManager() => Sys.ActorOf(LifecycleManagerActor.Props(Services), "lifecycle");

    /// <summary>As after a crash of the daemon: new actors, the same journal, an empty read side.</summary>
    protected void RestartManager()
    {
        Watch(Manager);
        Sys.Stop(Manager);
        FishForMessage(message => message is Terminated gone && gone.ActorRef.Equals(Manager));
        Services = Services with { Projection = new ContainerProjection() };
        Manager = StartManager();
    }

    private protected ContainerId Create(string? name = "web", Func<ContainerSettings, ContainerSettings>? change = null)
    {
        Manager.Tell(new CreateContainer(new OperationId(Guid.NewGuid().ToString()), name, (change ?? (settings => settings))(Samples.Settings)), TestActor);
        return Reply<ContainerCreated>().Id;
    }

    private protected ContainerId CreateAndStart(string? name = "web", Func<ContainerSettings, ContainerSettings>? change = null)
    {
        ContainerId id = Create(name, change);
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Reply<Done>();
        return id;
    }

    /// <summary>Waits until the container has done all that it was told so far: its answer comes after that.</summary>
    private protected void Settle(ContainerId id)
    {
        Manager.Tell(new InspectExec(Ref(id), new ExecId("no such session")), TestActor);
        Assert.Equal(FaultCode.NotFound, Reply<Fault>().Code);
    }

    /// <summary>Lets the index write its summaries, and waits until they are durable.</summary>
    private protected void WriteNotes(ContainerId id)
    {
        Settle(id);
        int before = FaultyJournal.Writes("lifecycle");
        Clock.Advance(TimeSpan.FromSeconds(1));
        AwaitAssert(() => Assert.True(FaultyJournal.Writes("lifecycle") > before));
    }

    protected static ContainerReference Ref(ContainerId id) => new(id.Value);

    protected T Reply<T>() => Assert.IsType<T>(FishForMessage(message => message is IReply, TimeSpan.FromSeconds(20)));

    protected ContainerStatus? Status(ContainerId id) => Services.Projection.Find(id)?.Status;

    protected void Becomes(ContainerId id, ContainerStatus status) => AwaitAssert(() => Assert.Equal(status, Status(id)), TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(10));

    private protected void Called(string call) => AwaitAssert(() => Assert.Contains(call, Host.Calls), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(10));

    protected override void AfterAll()
    {
        base.AfterAll();
        if (Directory.Exists(directory)) Linux.TreeRemoval.Remove(directory);
    }
}
