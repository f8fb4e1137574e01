using System.Collections.Concurrent;
using System.Globalization;
using ActorEngine.Contracts;
using ActorEngine.Daemon;

namespace ActorEngine.Client.Tests.Harness;

/// <summary>An event journal and the containers it tells of, as an engine's client sees them; outlives the gate in front of it.</summary>
internal sealed class FakeEvents(Func<ConcurrentDictionary<string, ContainerView>> views)
{
    private readonly List<EngineEvent> journal = [];
    private readonly Lock gate = new();
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int subscriptions;

    public int Subscriptions => Volatile.Read(ref subscriptions);

    public void Die(ContainerView view, ExitStatus exit)
    {
        views()[view.Summary.Name] = view with
        {
            Summary = view.Summary with { Status = ContainerStatus.Exited },
            Inspection = view.Inspection with { State = new ContainerStateInfo { Status = ContainerStatus.Exited, Exit = exit } },
        };
        Add(view.Id, "die", new Dictionary<string, string>
        {
            ["exitCode"] = exit.Code.ToString(CultureInfo.InvariantCulture),
            ["signal"] = exit.Signal.ToString(CultureInfo.InvariantCulture),
            ["oom"] = exit.OutOfMemory ? "true" : "false",
            ["finishedAt"] = exit.FinishedAt.ToString("O", CultureInfo.InvariantCulture),
        });
    }

    public void Health(ContainerView view, string status) => Add(view.Id, "health_status: " + status, []);

    public void Destroy(ContainerView view)
    {
        views().TryRemove(view.Summary.Name, out _);
        Add(view.Id, "destroy", new Dictionary<string, string>());
    }

    public async Task<IReply> AnswerAsync(IEngineCall call)
    {
        switch (call.Request)
        {
            case InspectContainer inspect:
                return views().Values.FirstOrDefault(view => view.Id.Value == inspect.Container.Value)?.Inspection ?? (IReply)new Fault(FaultCode.NotFound, "none");
            case SubscribeEvents subscribe:
                Interlocked.Increment(ref subscriptions);
                return await FollowAsync(call, subscribe);
            default:
                return new Done();
        }
    }

    private void Add(ContainerId id, string action, Dictionary<string, string> attributes)
    {
        lock (gate)
        {
            journal.Add(new EngineEvent(journal.Count + 1, DateTimeOffset.UnixEpoch.AddSeconds(journal.Count), "container", action, id.Value) { Attributes = attributes });
            more.TrySetResult();
            more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task<IReply> FollowAsync(IEngineCall call, SubscribeEvents request)
    {
        long after;
        lock (gate) after = request.After ?? journal.Count;
        await call.SendItemAsync(new EventCursor(after), call.Cancelled);
        while (true)
        {
            List<EngineEvent> page;
            Task next;
            lock (gate)
            {
                page = [.. journal.Where(happened => happened.Number > after)];
                next = more.Task;
            }

            foreach (var happened in page) await call.SendItemAsync(happened, call.Cancelled);
            after += page.Count;
            if (page.Count == 0) await next.WaitAsync(call.Cancelled);
        }
    }
}
