using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>Input for a container; answered with <see cref="InputTaken"/> when the engine has room for more, or with a <see cref="Fault"/>.</summary>
public sealed record WriteInput(ReadOnlyMemory<byte> Bytes);

/// <summary>The input was taken.</summary>
public sealed record InputTaken(int Bytes);

/// <summary>Ends the container's input. Answered with <see cref="InputTaken"/> of no bytes.</summary>
public sealed record CompleteInput;

/// <summary>A container's stdin as an actor: writes in the order of the messages, one at a time, and ends with its owner.</summary>
internal sealed class InputActor : ReceiveActor
{
    /// <summary>Messages that may wait; one more is answered Overloaded.</summary>
    public const int Waiting = 64;

    private readonly Func<Task<StdioSession>> open;
    private readonly IActorRef owner;
    private readonly Queue<(IActorRef Sender, ReadOnlyMemory<byte>? Bytes)> waiting = new();
    private StdioSession? session;
    private Fault? broken;
    private bool busy;

    public InputActor(Func<Task<StdioSession>> open, IActorRef owner)
    {
        (this.open, this.owner) = (open, owner);
        Receive<WriteInput>(write => Add(write.Bytes));
        Receive<CompleteInput>(_ => Add(null));
        Receive<Opened>(opened =>
        {
            session = opened.Session;
            Next();
        });
        Receive<Written>(_ =>
        {
            busy = false;
            Next();
        });
        Receive<Status.Failure>(OnFailure);
        Receive<Terminated>(_ => Context.Stop(Self));
    }

    public static Props Props(Func<Task<StdioSession>> open, IActorRef owner) => Akka.Actor.Props.Create(() => new InputActor(open, owner));

    protected override void PreStart()
    {
        Context.Watch(owner);
        open().PipeTo(Self, success: opened => new Opened(opened));
    }

    protected override void PostStop() => _ = session?.DisposeAsync().AsTask();

    private void Add(ReadOnlyMemory<byte>? bytes)
    {
        if (broken is not null) Sender.Tell(broken);
        else if (waiting.Count >= Waiting) Sender.Tell(new Fault(FaultCode.Overloaded, $"{Waiting} writes wait; send the next when one has been taken."));
        else
        {
            waiting.Enqueue((Sender, bytes));
            Next();
        }
    }

    private void Next()
    {
        if (busy || session is not { } open || !waiting.TryDequeue(out var write)) return;
        busy = true;
        WriteAsync(open, write.Bytes, write.Sender, Self).PipeTo(Self);
    }

    private static async Task<Written> WriteAsync(StdioSession session, ReadOnlyMemory<byte>? bytes, IActorRef sender, IActorRef self)
    {
        if (bytes is { } more) await session.WriteAsync(more).ConfigureAwait(false);
        else await session.CompleteInputAsync().ConfigureAwait(false);
        sender.Tell(new InputTaken(bytes?.Length ?? 0), self);
        return Written.Instance;
    }

    private void OnFailure(Status.Failure failure)
    {
        var cause = failure.Cause is AggregateException { InnerException: { } inner } ? inner : failure.Cause;
        broken = cause is EngineFaultException { Fault: var fault } ? fault : new Fault(FaultCode.Unavailable, cause.Message);
        while (waiting.TryDequeue(out var write)) write.Sender.Tell(broken);
    }

    private sealed record Opened(StdioSession Session);

    private sealed record Written
    {
        public static readonly Written Instance = new();
    }
}
