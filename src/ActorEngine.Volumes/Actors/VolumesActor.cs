using ActorEngine.Contracts;
using ActorEngine.Journaling;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorEngine.Volumes;

/// <summary>
/// Owner of volumes: the only one that makes, mounts and removes them. Journals who has what before anything is mounted, and compares with the
/// machine after a start. Decisions are <see cref="ClaimPlan"/> and <see cref="VolumeRules"/>; this actor sends and remembers.
/// </summary>
public sealed partial class VolumesActor : StateOwnerActor
{
    /// <summary>Its identity in the journal.</summary>
    public const string JournalId = "volumes";

    /// <summary>Work under way; more is answered Overloaded.</summary>
    private const int MaximumWork = 10_000;

    private readonly VolumeServices services;
    private readonly VolumeSettings settings;
    private readonly IVolumeHost host;
    private readonly string path;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly HashSet<VolumeName> leaving = [];
    private VolumesState state = VolumesState.Empty;
    private int underWay;

    public VolumesActor(VolumeServices services)
        : base(JournalId)
    {
        this.services = services;
        settings = services.Settings;
        host = services.Host ?? new LinuxVolumeHost(settings, services.Time);
        path = Self.Path.ToStringWithoutAddress();
        services.Projection.PathOf = host.PathOf;
        Recover<SnapshotOffer>(offer => state = ((VolumesSnapshot)offer.Snapshot).Restore());
        Recover<IVolumeEvent>(Apply);
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Looking();
    }

    private DateTimeOffset Now => services.Time.GetUtcNow();

    public static Props Props(VolumeServices services) => Akka.Actor.Props.Create(() => new VolumesActor(services));

    /// <inheritdoc />
    protected override void PreStart()
    {
        services.States.Set(path, nameof(VolumesActor), "recovering");
        base.PreStart();
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        services.States.Remove(path);
        base.PostStop();
    }

    /// <summary>The machine is being compared with the journal: everything else waits.</summary>
    private void Looking()
    {
        JournalResults();
        Command<Looked>(OnLooked);
        CommandAny(Hold);
    }

    private void Serving()
    {
        JournalResults();
        Command<ClaimVolumes>(OnClaim);
        Command<ClaimMade>(OnClaimMade);
        Command<MountVolumes>(OnMount);
        Command<MountEnded>(OnMountEnded);
        Command<UnmountVolumes>(message => EndUse(message.Container.Value, message.Run));
        Command<LookAtVolumes>(OnLook);
        Command<LookEnded>(OnLookEnded);
        Command<EndLook>(message => EndUse(message.Key, 0));
        Command<ForgetVolumes>(OnForget);
        Command<ForgetNext>(OnForgetNext);
        Command<SweepVolumes>(OnSweep);
        Command<CreateVolume>(OnCreate);
        Command<CreateEnded>(OnCreateEnded);
        Command<RemoveVolume>(OnRemove);
        Command<RemoveEnded>(OnRemoveEnded);
        Command<PruneVolumes>(OnPrune);
        Command<PruneMeasured>(OnPruneMeasured);
        Command<ListVolumes>(OnList);
        Command<PluginsListed>(OnPluginsListed);
        Command<InspectVolume>(OnInspect);
        Command<MeasureVolumes>(OnMeasure);
        Command<ImagesFound>(OnImagesFound);
        Command<Done>(_ => { });
        Command<Fault>(fault => log.Warning("A lease of the image store was not let go: {0}", fault.Message));
        Command<Ended>(OnEnded);
    }

    private void OnRecovered()
    {
        // Whoever looked was a client of the daemon before this one.
        VolumesState mine = state.Uses.Values.Where(use => use.Run == 0).Aggregate(state, (now, use) => now.Apply(new UnusedEvent(use.Key)));
        state = mine;
        Show();
        host.ReconcileAsync(state).PipeTo(Self, Self, findings => new Looked(findings, null), failure => new Looked([], failure));
    }

    private void OnLooked(Looked looked)
    {
        if (looked.Failure is { } failure) log.Warning("{0}", VolumeFaults.From(failure, "Comparing the volumes with the machine").Message);
        Report(looked.Findings);
        Become(Serving);
        Release();
    }

    private void Report(IReadOnlyList<string> findings)
    {
        foreach (string finding in findings)
        {
            log.Warning("{0}", finding);
            services.Events.Tell(new PublishEvent(Now, "daemon", "repair", "volumes") { Attributes = new Dictionary<string, string> { ["finding"] = finding } });
        }
    }

    /// <summary>Work outside the actor that answers with a message; a bounded number at once.</summary>
    private bool Begin<T>(Func<Task<T>> work, Func<T, object> done, Func<Exception, object> failed)
    {
        if (underWay >= MaximumWork) return false;
        underWay++;
        work().PipeTo(Self, Sender, result => new Ended(done(result)), failure => new Ended(failed(failure)));
        return true;
    }

    private void OnEnded(Ended ended)
    {
        underWay--;
        if (ended.Result is not null) Self.Tell(ended.Result, Sender);
    }

    /// <summary>Work that nobody waits for; its failure is told to the log.</summary>
    private void Watch(Task work, string doing) => work.ContinueWith(
        done => log.Warning("{0}", VolumeFaults.From(done.Exception!, doing).Message), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private static Fault Overloaded() => new(FaultCode.Overloaded, "Too many requests about volumes are under way; ask again.");

    private string NameOf(ContainerId container) => services.Projection.NameOf(container);

    private sealed record Looked(IReadOnlyList<string> Findings, Exception? Failure);

    /// <summary>Work outside has ended; what it came to is the next message.</summary>
    private sealed record Ended(object? Result);
}
