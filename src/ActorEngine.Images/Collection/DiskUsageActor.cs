using Akka.Actor;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Joins what the image store measured with what is known of containers.</summary>
internal sealed class DiskUsageActor : ReceiveActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly GcSettings settings;
    private readonly IActorRef requester;

    public static Props Props(GcSettings settings, IActorRef requester) => Akka.Actor.Props.Create(() => new DiskUsageActor(settings, requester));

    public DiskUsageActor(GcSettings settings, IActorRef requester)
    {
        this.settings = settings;
        this.requester = requester;
        Receive<StoreMeasured>(OnMeasured);
        Receive<Fault>(End);
        Receive<ReceiveTimeout>(_ => End(new Fault(FaultCode.Timeout, $"The image store was not measured within {Patience.TotalMinutes} minutes.")));
    }

    protected override void PreStart()
    {
        SetReceiveTimeout(Patience);
        settings.Images.Tell(new MeasureStore());
    }

    private void OnMeasured(StoreMeasured measured) => End(measured.Usage with
    {
        Containers = [.. settings.Containers().OrderByDescending(view => view.Summary.CreatedAt).Select(view => new ContainerUsage(view.Id)
        {
            Name = view.Summary.Name,
            Image = view.Summary.Image,
            Command = view.Summary.Command,
            Status = view.Status,
            CreatedAt = view.Summary.CreatedAt,
            Size = measured.Snapshots.GetValueOrDefault(view.Id),
        })],
    });

    private void End(IReply reply)
    {
        requester.Tell(reply);
        Context.Stop(Self);
    }
}
