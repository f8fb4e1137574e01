using System.Security.Cryptography;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>
/// <c>/user/engine/daemon</c> as the network sees it: the only way in. Opens sessions for clients that prove who they are; takes nothing else.
/// </summary>
internal sealed class RemoteGateActor : ReceiveActor
{
    private readonly RemoteEdge edge;
    private readonly Handshakes handshakes;
    private long opened;

    public RemoteGateActor(RemoteEdge edge)
    {
        this.edge = edge;
        handshakes = new Handshakes(edge.Trust, edge.Time);
        Receive<OpenSession>(OnOpen);
        Receive<ProveSession>(OnProve);
        Receive<TrustChanged>(OnTrustChanged);
        Receive<IMessage>(message => Refuse(new Fault(FaultCode.PermissionDenied, "Open a session first."), MessageCodec.ManifestOf(message)));
    }

    public static Props Props(RemoteEdge edge) => Akka.Actor.Props.Create(() => new RemoteGateActor(edge));

    private static string Name(IActorRef actor) => Akka.Serialization.Serialization.SerializedActorPath(actor);

    private void OnOpen(OpenSession open)
    {
        var (challenge, refused) = handshakes.Begin(open, Name(Sender), Name(Self));
        if (challenge is not null) Sender.Tell(challenge, Self);
        else Refuse(refused!, null);
    }

    private void OnProve(ProveSession proof)
    {
        var (client, refused) = handshakes.Prove(proof, Name(Sender));
        if (client is not null && Context.GetChildren().Count() >= edge.Sessions)
            refused = new Fault(FaultCode.Overloaded, $"{edge.Sessions} sessions are open; close some.");
        if (refused is null && !edge.Audit(Entry("session-opened") with { Subject = client!.Subject.Subject, Role = client.Subject.Role, Session = opened + 1 }))
            refused = new Fault(FaultCode.Overloaded, "The audit log takes no lines at present.");
        if (refused is not null)
        {
            Refuse(refused, null);
            return;
        }

        var settings = new RemoteSessionSettings { Proven = client!, Client = Sender, Number = ++opened, Edge = edge };
        // Who knows the name may talk to it, so it cannot be guessed.
        Context.ActorOf(RemoteSessionActor.Props(settings), "session-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
    }

    private void OnTrustChanged(TrustChanged changed)
    {
        handshakes.Forget();
        foreach (var session in Context.GetChildren()) session.Tell(changed);
    }

    private void Refuse(Fault fault, string? request)
    {
        edge.Audit(Entry("session-refused") with { Subject = handshakes.Shown, Request = request, Reason = fault.Message });
        Sender.Tell(fault, Self);
    }

    private AuditEntry Entry(string outcome) => new(edge.Time.GetUtcNow(), outcome) { Client = Sender.Path.Address.ToString() };

    /// <summary>A session that fails is closed; its client opens another.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
}
