using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Registry;

/// <summary>One request to a registry. It ends with its answer, or with the one who asked; the work outside is cancelled then. Whatever happens, it answers once.</summary>
internal abstract class RegistryJobActor : ReceiveActor
{
    private readonly CancellationTokenSource stop = new();
    private readonly ILoggingAdapter log = Context.GetLogger();
    private bool answered;

    protected RegistryJobActor(RegistryServices services, IActorRef requester)
    {
        (Services, Requester) = (services, requester);
        Receive<TransferProgress>(requester.Tell);
        Receive<StreamNotice>(requester.Tell);
        Receive<Terminated>(_ => Context.Stop(Self));
        Receive<Status.Failure>(failure => OnFailure(failure.Cause));
    }

    protected RegistryServices Services { get; }

    protected IActorRef Requester { get; }

    /// <summary>What the tree shows.</summary>
    protected abstract string Subject { get; }

    protected override void PreStart()
    {
        Context.Watch(Requester);
        Services.States.Set(Self, GetType().Name, Subject);
    }

    protected override void PostStop()
    {
        Services.States.Remove(Self);
        stop.Cancel();
        if (!answered) Requester.Tell(new Fault(FaultCode.Internal, "The request to the registry ended without a result; the engine's log says why."));
    }

    /// <summary>Runs work outside; what it gives comes back as a message.</summary>
    protected void Work<T>(Func<CancellationToken, Task<T>> work)
    {
        CancellationToken cancellation = stop.Token;
        Task.Run(() => work(cancellation), cancellation).PipeTo(Self);
    }

    /// <summary>Tells the user something; safe for all threads.</summary>
    protected Action<string> Notice
    {
        get
        {
            IActorRef self = Self;
            return text => self.Tell(new StreamNotice(text));
        }
    }

    /// <summary>Gives the last word and ends.</summary>
    protected void Answer(object reply)
    {
        answered = true;
        Requester.Tell(reply);
        Context.Stop(Self);
    }

    private void OnFailure(Exception cause)
    {
        Exception reason = cause is AggregateException { InnerException: { } inner } ? inner : cause;
        if (RegistryException.Expected(reason) is null) log.Error(reason, "{0} of {1} failed", GetType().Name, Subject);
        Answer(RegistryException.Of(reason));
    }
}
