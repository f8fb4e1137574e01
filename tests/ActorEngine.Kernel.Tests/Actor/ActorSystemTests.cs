using Akka;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;

namespace ActorEngine.Kernel.Tests.Actor;

public sealed class ActorSystemTests
{
    private static ActorSystem Start(string config = "") =>
        ActorSystem.Create("sys", ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }\n" + config));

    [Theory]
    [InlineData("-sys")]
    [InlineData("s s")]
    [InlineData("s_s")]
    public void A_malformed_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));

    [Fact]
    public async Task Termination_stops_the_actors_and_runs_the_callbacks_last_first()
    {
        var system = Start();
        var order = new List<string>();
        system.RegisterOnTermination(() => order.Add("first"));
        system.RegisterOnTermination(() => order.Add("second"));
        var actor = system.ActorOf(Props.Create<Echo>());
        await system.Terminate();
        await system.WhenTerminated;
        Assert.Equal(["second", "first"], order);
        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Props.Create<Echo>()));
        _ = actor;
    }

    private sealed class Extension : IExtension
    {
        public int Number { get; init; }
    }

    private sealed class ExtensionProvider : ExtensionIdProvider<Extension>
    {
        public int Created { get; private set; }

        public override Extension CreateExtension(ExtendedActorSystem system) => new() { Number = ++Created };
    }

    [Fact]
    public async Task An_extension_is_made_once()
    {
        var system = Start();
        var provider = new ExtensionProvider();
        Assert.False(system.HasExtension<Extension>());
        var extension = provider.Apply(system);
        Assert.Same(extension, provider.Get(system));
        Assert.Same(extension, system.GetExtension<Extension>());
        Assert.Same(extension, system.RegisterExtension(new ExtensionProvider()));
        Assert.True(system.HasExtension<Extension>());
        await system.Terminate();
    }

    [Fact]
    public async Task Shutdown_runs_the_phases_in_order()
    {
        var system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        var order = new List<string>();
        Func<Task<Done>> Note(string what) => () =>
        {
            lock (order)
                order.Add(what);
            return Task.FromResult(Done.Instance);
        };
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "late", Note("late"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "early", Note("early"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "middle", Note("middle"));
        await system.Terminate();
        Assert.Equal(["early", "middle", "late"], order);
        Assert.True(system.WhenTerminated.IsCompleted);
        Assert.Same(CoordinatedShutdown.ActorSystemTerminateReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_failed_task_does_not_hold_up_the_shutdown()
    {
        var system = Start();
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "bad", () => Task.FromException<Done>(new InvalidOperationException()));
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_task_that_hangs_is_left_behind_when_its_phase_times_out()
    {
        var system = Start("akka.coordinated-shutdown.phases.service-stop.timeout = 100ms");
        var shutdown = CoordinatedShutdown.Get(system);
        Assert.Equal(TimeSpan.FromMilliseconds(100), shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "hangs", () => new TaskCompletionSource<Done>().Task);
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_task_of_an_unknown_phase_is_refused()
    {
        var system = Start();
        Assert.Throws<ConfigurationException>(() => CoordinatedShutdown.Get(system).AddTask("no-such-phase", "t", () => Task.FromResult(Done.Instance)));
        await system.Terminate();
    }

    [Fact]
    public async Task Set_up_in_code_reaches_the_settings()
    {
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig("akka { loglevel = OFF, stdout-loglevel = OFF, my.setting = 7 }"));
        var system = ActorSystem.Create("sys", setup);
        Assert.Equal(7, system.Settings.Config.GetInt("akka.my.setting"));
        Assert.Equal("OFF", system.Settings.LogLevel);
        Assert.Equal("sys", system.Name);
        await system.Terminate();
    }

    [Fact]
    public async Task A_deployment_section_sets_the_dispatcher_of_an_actor()
    {
        var system = Start("akka.actor.deployment { /placed { dispatcher = my-dispatcher } }\nmy-dispatcher { type = PinnedDispatcher }");
        var placed = system.ActorOf(Props.Create(() => new ThreadReporter()), "placed");
        var name = await placed.Ask<bool>("?", TimeSpan.FromSeconds(5));
        Assert.False(name);
        Assert.True(await system.ActorOf(Props.Create(() => new ThreadReporter()), "free").Ask<bool>("?", TimeSpan.FromSeconds(5)));
        await system.Terminate();
    }

    private sealed class ThreadReporter : ReceiveActor
    {
        public ThreadReporter() => ReceiveAny(_ => Sender.Tell(Thread.CurrentThread.IsThreadPoolThread));
    }
}
