using Akka.Actor;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Joins what the image store measured with what is known of containers.</summary>
internal sealed class DiskUsageActor : ReceiveActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly GcSettings settings;
    private readonly IActorRef requester;
    private StoreMeasured? store;

    public static Props Props(GcSettings settings, IActorRef requester) => Akka.Actor.Props.Create(() => new DiskUsageActor(settings, requester));

    public DiskUsageActor(GcSettings settings, IActorRef requester)
    {
        this.settings = settings;
        this.requester = requester;
        Receive<StoreMeasured>(OnMeasured);
        Receive<VolumesMeasured>(measured => OnVolumes(measured.Volumes));
        Receive<Fault>(End);
        Receive<ReceiveTimeout>(_ => End(new Fault(FaultCode.Timeout, $"The image store and the volumes were not measured within {Patience.TotalMinutes} minutes.")));
    }

    protected override void PreStart()
    {
        SetReceiveTimeout(Patience);
        settings.Images.Tell(new MeasureStore());
    }

    private void OnMeasured(StoreMeasured measured)
    {
        store = measured;
        if (settings.Volumes.IsNobody()) OnVolumes([]);
        else settings.Volumes.Tell(new MeasureVolumes());
    }

    private void OnVolumes(IReadOnlyList<VolumeUsage> volumes) => End(store!.Usage with
    {
        Volumes = volumes,
        Containers = [.. settings.Containers().OrderByDescending(view => view.Summary.CreatedAt).Select(view => new ContainerUsage(view.Id)
        {
            Name = view.Summary.Name,
            Image = view.Summary.Image,
            Command = view.Summary.Command,
            Status = view.Status,
            CreatedAt = view.Summary.CreatedAt,
            Size = store.Snapshots.GetValueOrDefault(view.Id),
        })],
    });

    private void End(IReply reply)
    {
        requester.Tell(reply);
        Context.Stop(Self);
    }
}
