using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Daemon;

/// <summary>A request whose work runs outside the actors at the pace of its client; this actor stands for it in the tree and answers its end.</summary>
internal sealed class StreamRequestActor : RequestActor
{
    private readonly Func<Task<IReply>> work;
    private readonly ILoggingAdapter log = Context.GetLogger();

    public StreamRequestActor(IEngineCall call, Func<Task<IReply>> work, ActorStates states) : base(call, states)
    {
        this.work = work;
        Receive<Status.Failure>(failure => OnFailure(failure.Cause));
    }

    public static Props Props(IEngineCall call, Func<Task<IReply>> work, ActorStates states) =>
        Akka.Actor.Props.Create(() => new StreamRequestActor(call, work, states));

    protected override void PreStart()
    {
        base.PreStart();
        Task.Run(work).PipeTo(Self);
    }

    private void OnFailure(Exception cause)
    {
        var reason = cause is AggregateException { InnerException: { } inner } ? inner : cause;
        switch (reason)
        {
            case FaultException { Fault: var fault }:
                Self.Tell(fault);
                break;
            case OperationCanceledException when Call.Cancelled.IsCancellationRequested:
                Context.Stop(Self);
                break;
            default:
                log.Error(reason, "{0} failed", MessageCodec.ManifestOf(Call.Request));
                Self.Tell(new Fault(FaultCode.Internal, $"{MessageCodec.ManifestOf(Call.Request)} failed in the engine: {reason.Message}"));
                break;
        }
    }
}
