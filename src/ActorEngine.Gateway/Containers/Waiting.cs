using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>
/// Waits for an exit or a removal. The head is sent once the engine has noted who waits, so that a client which then starts the container
/// misses nothing; the result is the body.
/// </summary>
internal static class Waiting
{
    public static async Task RunAsync(Call call)
    {
        bool early = call.Version.Has(1, 30);
        var wait = new WaitContainer(call.Container, early ? Condition(call.Query("condition")) : WaitCondition.NotRunning) { Announce = true };
        await using var stream = await call.OpenAsync(wait).ConfigureAwait(false);
        await foreach (var element in stream.ReadAsync(call.Aborted).ConfigureAwait(false))
        {
            switch (element)
            {
                case StreamElement.Item when early:
                    await call.BeginAsync().ConfigureAwait(false);
                    break;
                case StreamElement.End { Reply: ContainerWaited waited }:
                    await (early ? call.LineAsync(Result(waited)) : call.WriteAsync(Result(waited))).ConfigureAwait(false);
                    break;
                case StreamElement.End { Reply: Fault fault }:
                    throw ApiException.Of(fault);
            }
        }
    }

    private static Fields Result(ContainerWaited waited)
    {
        var fields = new Fields { ["StatusCode"] = waited.Exit.Code };
        if (waited.Error is { Length: > 0 } error) fields["Error"] = new Fields { ["Message"] = error };
        return fields;
    }

    private static WaitCondition Condition(string? text) => text switch
    {
        null or "" or "not-running" => WaitCondition.NotRunning,
        "next-exit" => WaitCondition.NextExit,
        "removed" => WaitCondition.Removed,
        _ => throw new ApiException(400, $"invalid condition: \"{text}\""),
    };
}
