using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>What a supervisor does about a child's end.</summary>
internal abstract record SupervisionDecision
{
    /// <summary>The child is done.</summary>
    public sealed record LeaveOut : SupervisionDecision;

    /// <summary>Stop and start some children.</summary>
    /// <param name="Stop">In this order; those that run.</param>
    /// <param name="Pause">Before the first start.</param>
    /// <param name="Start">In this order.</param>
    public sealed record StartAgain(IReadOnlyList<int> Stop, TimeSpan Pause, IReadOnlyList<int> Start) : SupervisionDecision;

    /// <summary>Stop all children and fail.</summary>
    public sealed record GiveUp(string Reason) : SupervisionDecision;
}

/// <summary>Decides what the end of a child means for it and the others. Remembers the restarts of the window; no actor.</summary>
internal sealed class RestartPlanner(SupervisionSettings settings, IReadOnlyList<ChildContainer> children)
{
    private readonly Queue<DateTimeOffset> restarts = new();
    private readonly HashSet<int> done = [];

    public SupervisionDecision Ended(int child, ExitStatus exit, DateTimeOffset now)
    {
        bool success = exit is { Known: true, Code: 0, Signal: 0 };
        if (children[child].Restart == ChildRestart.Never || (children[child].Restart == ChildRestart.OnFailure && success))
        {
            done.Add(child);
            return new SupervisionDecision.LeaveOut();
        }

        while (restarts.TryPeek(out var oldest) && now - oldest > settings.Within) restarts.Dequeue();
        if (restarts.Count >= settings.MaxRestarts)
            return new SupervisionDecision.GiveUp($"{children[child].Name} ended with code {exit.Code}, and there were {restarts.Count} restarts within {settings.Within} already.");
        var pause = TimeSpan.FromTicks(Math.Min(settings.FirstPause.Ticks << Math.Min(restarts.Count, 20), settings.LongestPause.Ticks));
        restarts.Enqueue(now);
        int[] concerned = [.. Concerned(child)];
        return new SupervisionDecision.StartAgain([.. concerned.Where(other => other != child).Reverse()], pause, concerned);
    }

    private IEnumerable<int> Concerned(int child) => settings.Mode switch
    {
        SupervisionMode.OneForOne => [child],
        SupervisionMode.RestForOne => Enumerable.Range(child, children.Count - child).Where(IsWanted),
        _ => Enumerable.Range(0, children.Count).Where(IsWanted),
    };

    private bool IsWanted(int child) => !done.Contains(child);
}
