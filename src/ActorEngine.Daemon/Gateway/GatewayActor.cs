using ActorEngine.Linux;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Daemon;

/// <summary>
/// Keeps the Docker socket open and the program behind it: starts it when a client connects, again after it died, and takes over the one of an earlier
/// daemon. Touches no client and no request: those are the program's, and what the program asks for comes in through the engine's own socket.
/// </summary>
internal sealed class GatewayActor : ReceiveActor, IWithTimers
{
    private const int StuckLooks = 3;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    private readonly EngineServices services;
    private readonly GatewayProcess process;
    private readonly GatewayPauses pauses = new();
    private readonly ILoggingAdapter log = Context.GetLogger();
    private Task waiting = Task.CompletedTask;
    private long startedAt;
    private int stuck;

    public GatewayActor(EngineServices services)
    {
        this.services = services;
        process = new GatewayProcess(services.Settings.Gateway, services.Options.Endpoint.ToString(), services.Options.RunDirectory, services.Authorization.GroupId);
        Opening();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(EngineServices services) => Akka.Actor.Props.Create(() => new GatewayActor(services));

    protected override void PreStart() => Open();

    protected override void PostStop()
    {
        services.States.Remove(Self);
        process.Interrupt();
        // The thread that waits has to come back first.
        waiting.ContinueWith(_ => process.Dispose(), TaskScheduler.Default);
    }

    private void Opening()
    {
        Receive<Opened>(opened =>
        {
            if (opened.Runs) Run();
            else Wait();
        });
        Receive<Status.Failure>(failure =>
        {
            log.Error("Docker clients cannot be served at {0}: {1}. It is tried again.", services.Settings.Gateway.Socket, failure.Cause.Message);
            Pause("cannot listen");
        });
        Receive<ReloadGateway>(_ => { });
    }

    private void Waiting()
    {
        Receive<ClientWaits>(_ => Work(process.Start, () => Started.Instance));
        Receive<Started>(_ => Run());
        Receive<Status.Failure>(failure =>
        {
            log.Error("The gateway for Docker clients cannot run: {0}", failure.Cause.Message);
            Pause("cannot run");
        });
        Receive<ReloadGateway>(_ => { });
    }

    private void Running()
    {
        Receive<Ended>(OnEnded);
        Receive<Look>(_ => OnLook());
        Receive<ReloadGateway>(_ => process.Signal(Signals.Hangup));
    }

    private void Pausing()
    {
        Receive<Resume>(_ =>
        {
            Become(Opening);
            Open();
        });
        Receive<ReloadGateway>(_ => { });
    }

    private void Open()
    {
        Show("opening");
        Work(process.Open, runs => new Opened(runs));
    }

    private void Wait()
    {
        Become(Waiting);
        Show("waiting for the first client");
        Block(process.WaitForClient, () => ClientWaits.Instance);
    }

    private void Run()
    {
        Become(Running);
        Show($"process {process.Pid}");
        (startedAt, stuck) = (services.Time.GetTimestamp(), 0);
        Timers.StartPeriodicTimer(nameof(Look), Look.Instance, LookInterval);
        Block(process.WaitForEnd, exit => new Ended(exit));
    }

    private void Pause(string state)
    {
        Become(Pausing);
        Show(state);
        Timers.StartSingleTimer(nameof(Resume), Resume.Instance, pauses.After(services.Time.GetElapsedTime(startedAt)));
    }

    private void OnEnded(Ended ended)
    {
        Timers.Cancel(nameof(Look));
        if (ended.Exit is not { ShellCode: not 0 } exit)
        {
            // It had nothing to do any more.
            Pause("ended");
            return;
        }

        log.Warning("The gateway for Docker clients ended with {0}; the next client starts it again. Its last words are in {1}.", exit.Signal == 0 ? $"exit code {exit.Code}" : $"signal {exit.Signal}", System.IO.Path.Combine(services.Options.RunDirectory, "gateway", "log"));
        Pause("ended");
    }

    private void OnLook()
    {
        stuck = process.LooksStuck() ? stuck + 1 : 0;
        if (stuck < StuckLooks) return;
        log.Error("The gateway for Docker clients takes no more of them and does nothing; it is ended.");
        process.Signal(Signals.Kill);
    }

    private void Show(string state) => services.States.Set(Self, nameof(GatewayActor), state);

    private void Work(Action work, Func<object> done) => Work(() => { work(); return 0; }, _ => done());

    private void Work<T>(Func<T> work, Func<T, object> done)
    {
        var running = Task.Run(work);
        waiting = running;
        running.PipeTo(Self, Self, result => done(result!));
    }

    // On a thread of its own: it may take for ever.
    private void Block(Action wait, Func<object> done) => Block(() => { wait(); return 0; }, _ => done());

    private void Block<T>(Func<T> wait, Func<T, object> done)
    {
        var running = Task.Factory.StartNew(wait, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        waiting = running;
        running.PipeTo(Self, Self, result => done(result!));
    }

    private sealed record Opened(bool Runs);

    private sealed record ClientWaits
    {
        public static readonly ClientWaits Instance = new();
    }

    private sealed record Started
    {
        public static readonly Started Instance = new();
    }

    private sealed record Ended(ProcessExit? Exit);

    private sealed record Look
    {
        public static readonly Look Instance = new();
    }

    private sealed record Resume
    {
        public static readonly Resume Instance = new();
    }
}

/// <summary>The settings were read again; the gateway is to ask for them.</summary>
internal sealed record ReloadGateway
{
    public static readonly ReloadGateway Instance = new();
}
