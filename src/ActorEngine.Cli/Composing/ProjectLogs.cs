using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Composing;

/// <summary>The output of several containers, line by line.</summary>
internal sealed class ProjectLogs(Invocation call, bool prefixes)
{
    private readonly Lock gate = new();

    /// <summary>Reads until all have ended, or what is there without following.</summary>
    /// <param name="request">What to read of each.</param>
    public async Task RunAsync(IReadOnlyList<ContainerSummary> containers, Func<ContainerReference, ReadLogs> request, CancellationToken cancellation)
    {
        int width = containers.Select(container => container.Name.Length).DefaultIfEmpty().Max();
        await Task.WhenAll(containers.Select(container => OneAsync(container, width, request(new ContainerReference(container.Id.Value)), cancellation)));
    }

    private async Task OneAsync(ContainerSummary container, int width, ReadLogs request, CancellationToken cancellation)
    {
        string prefix = prefixes ? container.Name.PadRight(width) + " | " : "";
        var output = new PrefixedOutput(bytes => Flush(call.Console.Output, bytes), gate, prefix);
        var errors = new PrefixedOutput(bytes => Flush(call.Console.Error, bytes), gate, prefix);
        var point = new ResumePoint();
        await using var link = new Resuming(call);
        await link.RunAsync(async (connection, lost) =>
        {
            if (lost > 0) point.Restart(fromStart: request.Tail is null);
            await using var stream = connection.Open(point.Position is { } position ? request with { From = position, Tail = null } : request);
            await foreach (var element in stream.ReadAsync(cancellation))
            {
                if (element is StreamElement.Data data) (data.Channel == 2 ? errors : output).Write(point.Take(data.Channel is 2 ? 2 : 1, data.Bytes).Span);
                else if (element is StreamElement.Item { Value: StreamPosition reached }) point.Reached(reached.Position);
                else if (element is StreamElement.End { Reply: Fault fault } && fault.Code != FaultCode.NotFound) throw new FaultException(fault);
            }

            return true;
        }, cancellation);
        output.End();
        errors.End();
    }

    private static void Flush(Stream to, ReadOnlyMemory<byte> bytes)
    {
        to.Write(bytes.Span);
        to.Flush();
    }
}
