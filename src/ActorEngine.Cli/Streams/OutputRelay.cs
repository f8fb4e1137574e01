using ActorEngine.Cli.Terminals;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Streams;

/// <summary>Writes a stream's raw frames to standard output and standard error, across as many connections as it takes.</summary>
internal sealed class OutputRelay(CliConsole console)
{
    public ResumePoint Point { get; } = new();

    /// <summary>Relays until the stream's end and answers with its last message.</summary>
    /// <exception cref="FaultException">The stream ended with a fault.</exception>
    /// <exception cref="EngineConnectionLostException">It broke off.</exception>
    public async Task<IReply> RunAsync(EngineStream stream, Action<IItem>? onItem, CancellationToken cancellation)
    {
        await foreach (var element in stream.ReadAsync(cancellation))
        {
            switch (element)
            {
                case StreamElement.Data data:
                    Write(data.Channel, data.Bytes);
                    break;
                case StreamElement.Item { Value: StreamPosition reached }:
                    Point.Reached(reached.Position);
                    break;
                case StreamElement.Item { Value: StreamNotice notice }:
                    console.Complain($"actorctl: {notice.Message}");
                    break;
                case StreamElement.Item item:
                    onItem?.Invoke(item.Value);
                    break;
                case StreamElement.End { Reply: Fault fault }:
                    throw new FaultException(fault);
                case StreamElement.End end:
                    return end.Reply;
            }
        }

        throw new FaultException(new Fault(FaultCode.Internal, "The engine ended the stream without a last word."));
    }

    private void Write(int channel, ReadOnlyMemory<byte> bytes)
    {
        bytes = Point.Take(channel is 2 ? 2 : 1, bytes);
        if (bytes.IsEmpty) return;
        var to = channel == 2 ? console.Error : console.Output;
        to.Write(bytes.Span);
        to.Flush();
    }
}
