using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>Output of a container; to be answered with <see cref="OutputTaken"/> when it has been dealt with.</summary>
public sealed record OutputArrived(ContainerRef Container, OutputChunk Chunk);

/// <summary>So many bytes of output have been dealt with; more may come.</summary>
public sealed record OutputTaken(int Bytes)
{
    /// <summary>For one message.</summary>
    public static OutputTaken Of(OutputArrived arrived) => new(arrived.Chunk.Bytes.Length);
}

/// <summary>There will be no more output.</summary>
/// <param name="Container">Whose.</param>
/// <param name="Fault">Why it ended early; null where it is complete.</param>
public sealed record OutputEnded(ContainerRef Container, Fault? Fault);

/// <summary>Turns an output stream into messages, under the receiver's credit.</summary>
internal sealed class OutputPumpActor : ReceiveActor
{
    private readonly Func<CancellationToken, IAsyncEnumerable<OutputChunk>> open;
    private readonly ContainerRef container;
    private readonly IActorRef receiver;
    private readonly CreditGate credit;
    private readonly CancellationTokenSource stopped = new();

    public OutputPumpActor(Func<CancellationToken, IAsyncEnumerable<OutputChunk>> open, ContainerRef container, IActorRef receiver, int credit)
    {
        (this.open, this.container, this.receiver) = (open, container, receiver);
        this.credit = new CreditGate(credit);
        Receive<OutputTaken>(taken => this.credit.Grant(taken.Bytes));
        Receive<Terminated>(_ => Context.Stop(Self));
        Receive<OutputEnded>(ended =>
        {
            receiver.Tell(ended);
            Context.Stop(Self);
        });
    }

    public static Props Props(Func<CancellationToken, IAsyncEnumerable<OutputChunk>> open, ContainerRef container, IActorRef receiver, int credit) =>
        Akka.Actor.Props.Create(() => new OutputPumpActor(open, container, receiver, credit));

    protected override void PreStart()
    {
        Context.Watch(receiver);
        var self = Self;
        PumpAsync(self).PipeTo(self);
    }

    protected override void PostStop() => stopped.Cancel();

    private async Task<OutputEnded> PumpAsync(IActorRef self)
    {
        try
        {
            await foreach (var chunk in open(stopped.Token).ConfigureAwait(false))
            {
                await credit.TakeAsync(chunk.Bytes.Length, stopped.Token).ConfigureAwait(false);
                receiver.Tell(new OutputArrived(container, chunk), self);
            }

            return new OutputEnded(container, null);
        }
        catch (EngineFaultException refused)
        {
            return new OutputEnded(container, refused.Fault);
        }
        catch (EngineException error)
        {
            return new OutputEnded(container, new Fault(FaultCode.Unavailable, error.Message));
        }
        catch (OperationCanceledException)
        {
            return new OutputEnded(container, new Fault(FaultCode.Unavailable, "The receiver stopped."));
        }
    }
}
