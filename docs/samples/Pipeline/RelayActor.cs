using ActorEngine.Client;
using Akka.Actor;

namespace ActorEngine.Samples;

/// <summary>Takes the next piece when the other container has room for this one: the slower end sets the pace of both.</summary>
internal sealed class RelayActor : ReceiveActor
{
    private readonly StdioSession into;
    private readonly TaskCompletionSource<long> carried;
    private long bytes;

    public RelayActor(StdioSession into, TaskCompletionSource<long> carried)
    {
        (this.into, this.carried) = (into, carried);
        ReceiveAsync<OutputArrived>(async arrived =>
        {
            await into.WriteAsync(arrived.Chunk.Bytes);
            bytes += arrived.Chunk.Bytes.Length;
            Sender.Tell(OutputTaken.Of(arrived));
        });
        ReceiveAsync<OutputEnded>(async ended =>
        {
            await into.CompleteInputAsync();
            if (ended.Fault is { } fault) carried.TrySetException(new EngineFaultException(fault));
            else carried.TrySetResult(bytes);
        });
    }
}
