using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>The exec sessions of one container: those that are to run, those that run, and the last ones that ended, which inspect still shows.</summary>
internal sealed class ExecBook
{
    private const int KeptEnded = 32, KeptCreated = 128;

    private readonly Dictionary<ExecId, IActorRef> running = [];
    private readonly Queue<ExecInspection> ended = new();

    /// <summary>Sessions that nobody has started yet, the oldest first; past the bound the oldest is forgotten.</summary>
    private readonly List<ExecInspection> created = [];

    /// <summary>Sessions that an earlier daemon began: they run on without an audience, and their settings are not known.</summary>
    private readonly Dictionary<ExecId, ExecInspection> orphans = [];

    /// <summary>Sessions that run, or are to be started.</summary>
    public IReadOnlyList<ExecId> Ids => [.. running.Keys, .. orphans.Keys, .. created.Select(exec => exec.Exec)];

    public IReadOnlyCollection<ExecInspection> Orphans => orphans.Values;

    public int Count => running.Count;

    public IEnumerable<KeyValuePair<ExecId, IActorRef>> Running => running;

    public void Add(ExecId id, IActorRef actor) => running[id] = actor;

    /// <summary>Nobody knows of such a session.</summary>
    public static Fault Unknown(ExecId id) => new(FaultCode.NotFound, $"No such exec instance: {id}") { Field = "exec" };

    public void Create(ExecInspection inspection)
    {
        if (created.Count >= KeptCreated) created.RemoveAt(0);
        created.Add(inspection);
    }

    public ExecInspection? FindCreated(ExecId id) => created.Find(exec => exec.Exec == id);

    /// <summary>It is to be run another way.</summary>
    public void Recreate(ExecInspection inspection) => created[created.FindIndex(exec => exec.Exec == inspection.Exec)] = inspection;

    /// <summary>It is being started.</summary>
    public void Uncreate(ExecId id) => created.RemoveAll(exec => exec.Exec == id);

    /// <summary>The container's run is over; what was to run in it never will.</summary>
    public void DropCreated() => created.Clear();

    public IActorRef? Find(ExecId id) => running.GetValueOrDefault(id);

    public ExecInspection? FindEnded(ExecId id) => orphans.GetValueOrDefault(id) ?? ended.FirstOrDefault(exec => exec.Exec == id);

    /// <summary>Takes over the knowledge of a session that the shim holds; false where it is known or over already.</summary>
    public bool Adopt(ExecInspection inspection) =>
        !running.ContainsKey(inspection.Exec) && FindEnded(inspection.Exec) is null && orphans.TryAdd(inspection.Exec, inspection);

    public void Remember(ExecInspection inspection)
    {
        orphans.Remove(inspection.Exec);
        running.Remove(inspection.Exec);
        ended.Enqueue(inspection);
        if (ended.Count > KeptEnded) ended.Dequeue();
    }

    /// <summary>True when the actor was one of the sessions.</summary>
    public bool Ended(IActorRef actor)
    {
        foreach ((ExecId id, IActorRef of) in running)
        {
            if (!of.Equals(actor)) continue;
            running.Remove(id);
            return true;
        }

        return false;
    }
}
