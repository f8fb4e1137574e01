using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>
/// Waits for an exit or a removal. The head is sent once the engine has noted who waits, so that a client which then starts the container
/// misses nothing; the result is the body. Goes on over restarts of the engine.
/// </summary>
internal static class Waiting
{
    public static async Task RunAsync(Call call)
    {
        bool early = call.Version.Has(1, 30);
        var wait = new WaitContainer(call.Container, early ? Condition(call.Query("condition")) : WaitCondition.NotRunning) { Announce = true };
        await using var feed = call.Feed(async again => again ? await AgainAsync(call, wait).ConfigureAwait(false) : wait);
        await feed.BeginAsync(call.Aborted).ConfigureAwait(false);
        while (await feed.NextAsync(call.Aborted).ConfigureAwait(false) is { } element)
        {
            switch (element)
            {
                case StreamElement.Item when early && !call.Http.Response.HasStarted:
                    await call.BeginAsync().ConfigureAwait(false);
                    break;
                case StreamElement.End { Reply: ContainerWaited waited }:
                    await (early ? call.LineAsync(Result(waited)) : call.WriteAsync(Result(waited))).ConfigureAwait(false);
                    return;
                case StreamElement.End { Reply: Fault fault }:
                    throw ApiException.Of(fault);
            }
        }

        throw new ApiException(503, "The engine went away.");
    }

    /// <summary>After a restart of the engine: the exit that was waited for may have been meanwhile, unless the container never ran.</summary>
    private static async Task<WaitContainer> AgainAsync(Call call, WaitContainer wait)
    {
        if (wait.Condition != WaitCondition.NextExit) return wait;
        var now = await call.AskAsync<ContainerInspection>(new InspectContainer(wait.Container)).ConfigureAwait(false);
        return now.State.Status == ContainerStatus.Created ? wait : wait with { Condition = WaitCondition.NotRunning };
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
