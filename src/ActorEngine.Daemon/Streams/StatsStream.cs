using ActorEngine.Contracts;
using ActorEngine.Stats;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="GetStats"/>.</summary>
internal static class StatsStream
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static async Task<IReply> RunAsync(EngineServices services, IEngineCall call, GetStats request)
    {
        var snapshot = await TakeAsync(services, request, call.Cancelled).ConfigureAwait(false);
        if (!request.Stream) return snapshot;
        using var ticks = new PeriodicTimer(Interval, services.Time);
        do
        {
            await call.SendItemAsync(snapshot, call.Cancelled).ConfigureAwait(false);
            if (request.Containers.Count > 0 && IsOver(services, request)) return new StreamEnded();
            await ticks.WaitForNextTickAsync(call.Cancelled).ConfigureAwait(false);
            snapshot = await TakeAsync(services, request, call.Cancelled).ConfigureAwait(false);
        }
        while (true);
    }

    private static async Task<StatsSnapshot> TakeAsync(EngineServices services, GetStats request, CancellationToken cancellation)
    {
        IReadOnlyList<ContainerView> views = request.Containers.Count > 0
            ? [.. request.Containers.Select(services.Resolve)]
            : [.. services.Containers.All.Where(view => request.All || ContainerQueries.IsUp(view.Status)).OrderByDescending(view => view.Summary.CreatedAt)];
        if (!request.Details) return await EngineEdge.AskAsync<StatsSnapshot>(services.Actors.Stats, new ReadStats(views), EngineEdge.Patience, cancellation).ConfigureAwait(false);
        return new StatsSnapshot(services.Time.GetUtcNow(), [.. views.Select(view => new ContainerStats(view.Id, view.Summary.Name) { Counters = services.Counters.Read(view) })]);
    }

    /// <summary>None of the containers named is left to watch.</summary>
    private static bool IsOver(EngineServices services, GetStats request) =>
        request.Containers.All(reference => services.Containers.Resolve(reference, out _) is not { } view || view.Status is ContainerStatus.Dead or ContainerStatus.Removing);
}
