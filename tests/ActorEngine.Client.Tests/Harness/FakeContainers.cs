using System.Collections.Concurrent;
using ActorEngine.Contracts;
using ActorEngine.Daemon;

namespace ActorEngine.Client.Tests.Harness;

/// <summary>Creates, starts, stops and removes containers that have no process, and tells of it in <see cref="FakeEvents"/>.</summary>
internal sealed class FakeContainers(ConcurrentDictionary<string, ContainerView> views, FakeEvents events, Func<string, ContainerView> add)
{
    private int ends;

    /// <summary>Starts and stops in the order in which they came.</summary>
    public ConcurrentQueue<string> Acts { get; } = new();

    public ContainerView Named(string name) => views[name];

    public void End(string name, int code) => events.Die(views[name], new ExitStatus(code) { FinishedAt = DateTimeOffset.UnixEpoch.AddSeconds(Interlocked.Increment(ref ends)) });

    public async Task<IReply> AnswerAsync(IEngineCall call)
    {
        switch (call.Request)
        {
            case CreateContainer create:
                var made = add(create.Name!);
                views[create.Name!] = made with { Inspection = made.Inspection with { Settings = create.Settings } };
                return new ContainerCreated(made.Id, create.Name!);
            case StartContainer start:
                Acts.Enqueue("start " + Name(start.Container));
                return new Done();
            case StopContainer stop when Find(stop.Container) is { } view:
                Acts.Enqueue("stop " + view.Summary.Name);
                End(view.Summary.Name, 143);
                return new Done();
            case RemoveContainer remove when Find(remove.Container) is { } view:
                events.Destroy(view);
                return new Done();
            case InspectContainer inspect:
                return Find(inspect.Container)?.Inspection ?? (IReply)new Fault(FaultCode.NotFound, "none");
            case IContainerMessage:
                return new Fault(FaultCode.NotFound, "none");
            default:
                return await events.AnswerAsync(call);
        }
    }

    private ContainerView? Find(ContainerReference reference) => views.Values.FirstOrDefault(view => view.Id.Value == reference.Value || view.Summary.Name == reference.Value);

    private string Name(ContainerReference reference) => Find(reference)!.Summary.Name;
}
