using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Stats;

/// <summary>Samples running containers: when somebody asks and the last round is old, and seldom in the background. One round at a time, off the actor's thread.</summary>
public sealed class StatsActor : ReceiveActor, IWithTimers
{
    private readonly StatsSettings settings;
    private readonly ActorStates states;
    private readonly Func<IReadOnlyList<ContainerView>> running;
    private readonly ContainerSampler sampler;
    private readonly TimeProvider time;
    private readonly ILoggingAdapter logger = Context.GetLogger();
    private readonly Queue<(IActorRef Asker, ReadStats Question)> waiting = new();
    private Dictionary<ContainerId, Sample> before = [], latest = [];
    private DateTimeOffset sampledAt = DateTimeOffset.MinValue;
    private bool sampling;

    public StatsActor(StatsSettings settings, ActorStates states, Func<IReadOnlyList<ContainerView>> running, TimeProvider time)
    {
        (this.settings, this.states, this.running, this.time) = (settings, states, running, time);
        sampler = new ContainerSampler(CgroupLayout.Detect(), time);
        Receive<ReadStats>(OnRead);
        Receive<Round>(OnRound);
        Receive<Status.Failure>(OnFailure);
        Receive<Tick>(_ => Begin());
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="running">All containers that run now; must not block.</param>
    public static Props Props(StatsSettings settings, ActorStates states, Func<IReadOnlyList<ContainerView>> running, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new StatsActor(settings, states, running, time));

    /// <inheritdoc />
    protected override void PreStart()
    {
        states.Set(Self, nameof(StatsActor), "idle");
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, settings.IdleInterval);
    }

    /// <inheritdoc />
    protected override void PostStop() => states.Remove(Self);

    private void OnRead(ReadStats question)
    {
        if (!sampling && time.GetUtcNow() - sampledAt < settings.Freshness)
            Answer(Sender, question);
        else if (waiting.Count >= settings.MaximumWaiting)
            Sender.Tell(new Fault(FaultCode.Overloaded, $"{waiting.Count} questions wait for statistics; ask again later."));
        else
        {
            waiting.Enqueue((Sender, question));
            Begin();
        }
    }

    private void Begin()
    {
        if (sampling) return;
        var containers = running();
        if (containers.Count == 0 && waiting.Count == 0)
        {
            (before, latest) = ([], []);
            return;
        }

        sampling = true;
        states.Set(Self, nameof(StatsActor), $"sampling {containers.Count}");
        Task.Run(() => new Round(time.GetUtcNow(), sampler.Take(containers))).PipeTo(Self);
    }

    private void OnRound(Round round)
    {
        (before, latest, sampledAt) = (latest, round.Samples, round.Time);
        EndRound();
        while (waiting.TryDequeue(out var asked)) Answer(asked.Asker, asked.Question);
    }

    private void OnFailure(Status.Failure failure)
    {
        logger.Warning("Containers could not be sampled: {0}", failure.Cause.Message);
        EndRound();
        while (waiting.TryDequeue(out var asked))
            asked.Asker.Tell(new Fault(FaultCode.Internal, $"Containers could not be sampled: {failure.Cause.Message}"));
    }

    private void EndRound()
    {
        sampling = false;
        states.Set(Self, nameof(StatsActor), $"{latest.Count} sampled");
    }

    private void Answer(IActorRef asker, ReadStats question) => asker.Tell(new StatsSnapshot(sampledAt,
        [.. question.Containers.Select(view => latest.TryGetValue(view.Id, out var sample)
            ? sample.ToStats(view, before.GetValueOrDefault(view.Id), sampler.HostMemory)
            : new ContainerStats(view.Id, view.Summary.Name))]));

    private sealed record Round(DateTimeOffset Time, Dictionary<ContainerId, Sample> Samples);

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }
}
