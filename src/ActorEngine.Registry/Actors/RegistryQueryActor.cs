using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Registry;

/// <summary>One question to a registry, or one small change there.</summary>
internal sealed class RegistryQueryActor : RegistryJobActor
{
    private readonly IMessage request;

    public RegistryQueryActor(RegistryServices services, IMessage request, IActorRef requester) : base(services, requester)
    {
        this.request = request;
        Receive<IReply>(reply => Answer(reply));
    }

    public static Props Props(RegistryServices services, IMessage request, IActorRef requester) =>
        Akka.Actor.Props.Create(() => new RegistryQueryActor(services, request, requester));

    protected override string Subject => MessageCodec.ManifestOf(request);

    protected override void PreStart()
    {
        base.PreStart();
        (RegistryServices services, IMessage what, Action<string> notice) = (Services, request, Notice);
        Work(cancellation => RegistryQueries.RunAsync(services, what, notice, cancellation));
    }
}
