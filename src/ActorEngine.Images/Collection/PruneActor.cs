using Akka.Actor;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>One prune: measures, removes containers, then, for the whole system, images and what builds keep.</summary>
internal sealed class PruneActor : ReceiveActor
{
    /// <summary>Leases of builds begin like this.</summary>
    private const string BuildLeases = "build";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly GcSettings settings;
    private readonly ICommand command;
    private readonly IActorRef requester;
    private readonly List<ContainerId> removed = [];
    private readonly Queue<ContainerId> left = new();
    private IReadOnlyDictionary<ContainerId, long> sizes = new Dictionary<ContainerId, long>();
    private ImagesPruned images = new([], [], 0);
    private VolumesPruned volumes = new([], 0);

    public static Props Props(GcSettings settings, ICommand command, IActorRef requester) => Akka.Actor.Props.Create(() => new PruneActor(settings, command, requester));

    public PruneActor(GcSettings settings, ICommand command, IActorRef requester)
    {
        this.settings = settings;
        this.command = command;
        this.requester = requester;
        Receive<ReceiveTimeout>(_ => End(new Fault(FaultCode.Timeout, $"A step of the prune was not answered within {Patience.TotalMinutes} minutes; what is done stays done.")));
        Measuring();
    }

    protected override void PreStart()
    {
        if (command is PruneSystem { Volumes: true } && Filters.Any(filter => filter.Key == "until"))
        {
            End(new Fault(FaultCode.InvalidArgument, "The filter until is not supported with volumes: a volume's age says nothing of its use. Leave one out.") { Field = "filters" });
            return;
        }

        SetReceiveTimeout(Patience);
        settings.Images.Tell(new MeasureStore());
    }

    private IReadOnlyList<Filter> Filters => command is PruneSystem system ? system.Filters : ((PruneContainers)command).Filters;

    private void Measuring()
    {
        Receive<Fault>(End);
        Receive<StoreMeasured>(measured =>
        {
            sizes = measured.Snapshots;
            (IReadOnlyList<ContainerView>? chosen, Fault? fault) = ContainerPruning.Choose(settings.Containers(), Filters, settings.Time.GetUtcNow());
            if (chosen is null)
            {
                End(fault!);
                return;
            }

            foreach (ContainerView view in chosen) left.Enqueue(view.Id);
            Become(Removing);
            RemoveNext();
        });
    }

    private void Removing()
    {
        Receive<Done>(_ =>
        {
            removed.Add(left.Dequeue());
            RemoveNext();
        });
        // Started or removed by somebody else meanwhile: not ours.
        Receive<Fault>(_ =>
        {
            left.Dequeue();
            RemoveNext();
        });
    }

    private void RemoveNext()
    {
        if (left.TryPeek(out ContainerId next)) settings.Lifecycle().Tell(new RemoveContainer(new ContainerReference(next.Value)) { Volumes = false });
        else if (command is not PruneSystem system) End(new ContainersPruned(removed, Written));
        else if (system.Volumes)
        {
            Become(PruningVolumes);
            settings.Volumes.Tell(new PruneVolumes { Filters = [.. system.Filters.Where(filter => filter.Key is "label" or "label!")] });
        }
        else PruneImages(system);
    }

    private void PruningVolumes()
    {
        Receive<Fault>(End);
        Receive<VolumesPruned>(pruned =>
        {
            volumes = pruned;
            PruneImages((PruneSystem)command);
        });
    }

    private void PruneImages(PruneSystem system)
    {
        Become(Pruning);
        settings.Images.Tell(new PruneImages { All = system.All, Filters = system.Filters });
    }

    private void Pruning()
    {
        Receive<Fault>(End);
        Receive<ImagesPruned>(pruned =>
        {
            images = pruned;
            // A time or a label says nothing of layers that builds keep, so those stay when filters are given.
            settings.Images.Tell(new SweepStore(Filters.Count == 0 ? [BuildLeases] : []));
        });
        Receive<StoreSwept>(swept => End(new SystemPruned
        {
            Containers = removed,
            Untagged = images.Untagged,
            Images = images.Deleted,
            Volumes = volumes.Deleted,
            ReclaimedBytes = Written + volumes.ReclaimedBytes + images.ReclaimedBytes + swept.ReclaimedBytes,
        }));
    }

    private long Written => removed.Sum(id => sizes.GetValueOrDefault(id));

    private void End(IReply reply)
    {
        requester.Tell(reply);
        Context.Stop(Self);
    }
}
