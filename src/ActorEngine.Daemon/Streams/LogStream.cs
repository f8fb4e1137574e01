using ActorEngine.Contracts;
using ActorEngine.LogDrivers;
using ActorEngine.Logs;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="ReadLogs"/>.</summary>
internal static class LogStream
{
    public static Func<Task<IReply>> Prepare(EngineServices services, IEngineCall call, ReadLogs request)
    {
        if (request is { Stdout: false, Stderr: false })
            throw new FaultException(new Fault(FaultCode.InvalidArgument, "Choose stdout, stderr or both.") { Field = "stdout" });
        if (request.Tail < 0) throw new FaultException(new Fault(FaultCode.InvalidArgument, "The number of lines must not be negative.") { Field = "tail" });
        var view = services.Resolve(request.Container);
        if (!LogPlan.Of(view.Inspection.Settings.Log).IsReadable)
            throw new FaultException(new Fault(FaultCode.NotSupported, "configured logging driver does not support reading."));
        string? details = request.Details ? LogAttributes.Text(LogAttributes.Of(view)) : null;
        var query = new LogQuery
        {
            From = request.From is { } from ? new LogCursor(from.File, from.Offset) : LogCursor.Start,
            Tail = request.From is null ? request.Tail : null,
            Since = request.Since,
            Until = request.Until,
            Streams = LogPump.Streams(request.Stdout, request.Stderr),
            Follow = request.Follow,
        };
        // A past end needs no following; nor does a container that does not run and will not begin.
        if (request.Until <= services.Time.GetUtcNow()) query = query with { Follow = false };
        return query.Follow
            ? FollowAsync(RunFollower.Follow(services, view, query, lastIfOver: true), call, request, details)
            : () => ReadAsync(services, view, query, call, request, details);
    }

    private static Func<Task<IReply>> FollowAsync(RunFollower follower, IEngineCall call, ReadLogs request, string? details) => async () =>
    {
        using (follower)
        {
            await PumpAsync(follower.Reader, call, request, details).ConfigureAwait(false);
            return new StreamEnded();
        }
    };

    private static async Task<IReply> ReadAsync(EngineServices services, ContainerView view, LogQuery query, IEngineCall call, ReadLogs request, string? details)
    {
        using var hold = services.Containers.Readers.Hold(view.Id);
        using var reader = new LogReader(view.LogDirectory, query);
        await PumpAsync(reader, call, request, details).ConfigureAwait(false);
        return new StreamEnded();
    }

    private static async Task PumpAsync(LogReader reader, IEngineCall call, ReadLogs request, string? details)
    {
        // A client that loses the connection before the first output knows all the same where to go on, and that it was not refused.
        if (!reader.BeginsWithin) await LogPump.PositionAsync(call, reader.Position).ConfigureAwait(false);
        if (request.Timestamps || details is not null) await LogPump.RunWithPrefixAsync(reader, call, request.Timestamps, details).ConfigureAwait(false);
        else await LogPump.RunAsync(reader, call).ConfigureAwait(false);
    }
}
