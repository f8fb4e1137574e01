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
    private DateTimeOffset begunAt;
    private int number;
    private bool sampling, late;

    public StatsActor(StatsSettings settings, ActorStates states, Func<IReadOnlyList<ContainerView>> running, TimeProvider time)
    {
        (this.settings, this.states, this.running, this.time) = (settings, states, running, time);
        sampler = new ContainerSampler(CgroupLayout.Detect(), time);
        Receive<ReadStats>(OnRead);
        Receive<Round>(OnRound);
        Receive<RoundFailed>(OnFailure);
        Receive<Late>(OnLate);
        Receive<Tick>(_ => OnTick());
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
        if (late || (!sampling && time.GetUtcNow() - sampledAt < settings.Freshness))
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

        (sampling, begunAt) = (true, time.GetUtcNow());
        int round = ++number;
        Timers.StartSingleTimer(nameof(Late), new Late(round), settings.Patience);
        states.Set(Self, nameof(StatsActor), $"sampling {containers.Count}");
        Task.Run(() => new Round(round, time.GetUtcNow(), sampler.Take(containers))).PipeTo(
            Self, Self, failure: cause => new RoundFailed(round, cause));
    }

    private void OnRound(Round round)
    {
        if (round.Number != number) return;
        (before, latest, sampledAt) = (latest, round.Samples, round.Time);
        EndRound();
        AnswerAll();
    }

    private void OnFailure(RoundFailed failure)
    {
        if (failure.Number != number) return;
        logger.Warning("Containers could not be sampled: {0}", failure.Cause.Message);
        EndRound();
        while (waiting.TryDequeue(out var asked))
            asked.Asker.Tell(new Fault(FaultCode.Internal, $"Containers could not be sampled: {failure.Cause.Message}"));
    }

    // Something of the kernel's is slow or hangs: nobody waits for it, and the round before is what there is.
    private void OnLate(Late message)
    {
        if (!sampling || message.Number != number) return;
        late = true;
        states.Set(Self, nameof(StatsActor), "sampling, late");
        AnswerAll();
    }

    private void OnTick()
    {
        if (sampling && time.GetUtcNow() - begunAt > settings.LongestRound)
        {
            logger.Warning("A round of sampling that began {0} s ago has not ended; it is given up.", (int)(time.GetUtcNow() - begunAt).TotalSeconds);
            EndRound();
        }

        Begin();
    }

    private void EndRound()
    {
        (sampling, late) = (false, false);
        Timers.Cancel(nameof(Late));
        states.Set(Self, nameof(StatsActor), $"{latest.Count} sampled");
    }

    private void AnswerAll()
    {
        while (waiting.TryDequeue(out var asked)) Answer(asked.Asker, asked.Question);
    }

    private void Answer(IActorRef asker, ReadStats question) => asker.Tell(new StatsSnapshot(sampledAt,
        [.. question.Containers.Select(view => latest.TryGetValue(view.Id, out var sample)
            ? sample.ToStats(view, before.GetValueOrDefault(view.Id), sampler.HostMemory)
            : new ContainerStats(view.Id, view.Summary.Name))]));

    private sealed record Round(int Number, DateTimeOffset Time, Dictionary<ContainerId, Sample> Samples);

    private sealed record RoundFailed(int Number, Exception Cause);

    private sealed record Late(int Number);

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }
}
