using Akka.Actor.Internal;
using Akka.Event;
using Akka.Util.Internal;

namespace Akka.Actor;

public partial class ActorCell
{
    private ChildTable? _children;
    private long _unnamedChildren = -1;

    internal ChildTable? ChildTable => _children;

    /// <summary>The actor is not waiting for children in order to restart or to stop.</summary>
    protected bool IsNormal => _children?.IsNormal ?? true;

    protected bool IsTerminating => _children?.IsTerminating ?? false;

    private IInternalActorRef[] Children => _children?.Children ?? [];

    public IEnumerable<IInternalActorRef> GetChildren() => Children;

    IEnumerable<IActorRef> IActorContext.GetChildren() => Children;

    IActorRef IActorContext.Child(string name) =>
        _children is not null && _children.TryGet(name, out var stats) && stats is ChildRestartStats child ? child.Child : ActorRefs.Nobody;

    public bool TryGetChildStatsByName(string name, out IChildStats child)
    {
        child = null!;
        return _children is not null && _children.TryGet(name, out child);
    }

    /// <summary>The child of that name, which may carry a uid, or Nobody.</summary>
    public IInternalActorRef GetSingleChild(string name)
    {
        var (plain, uid) = SplitNameAndUid(name);
        return _children is not null && _children.TryGet(plain, out var stats) && stats is ChildRestartStats child
            && (uid == UndefinedUid || uid == child.Uid)
            ? child.Child
            : ActorRefs.Nobody;
    }

    public virtual IActorRef ActorOf(Props props, string? name = null) =>
        MakeChild(props, name is null ? NextName() : CheckName(name), systemService: false);

    /// <summary>Adds a child from outside the actor, as a system does to its guardians.</summary>
    public virtual IActorRef AttachChild(Props props, bool isSystemService, string? name = null) =>
        MakeChild(props, name is null ? NextName() : CheckName(name), isSystemService);

    public void Stop(IActorRef child)
    {
        if (_children is not null && _children.TryGet(child, out _))
            _children.ShallDie(child);
        ((IInternalActorRef)child).Stop();
    }

    public void ReserveChild(string name) => ChildTableOrNew().Reserve(name);

    public ChildRestartStats InitChild(IInternalActorRef actor) => ChildTableOrNew().Init(actor)!;

    private static string CheckName(string name)
    {
        if (name.Length == 0)
            throw new InvalidActorNameException("Actor name must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException($"Illegal actor name [{name}]. {ActorPath.ValidNameDescription}");
        return name;
    }

    private string NextName() => Base64.Encode(Interlocked.Increment(ref _unnamedChildren), "$");

    private ChildTable ChildTableOrNew() =>
        _children ?? Interlocked.CompareExchange(ref _children, new ChildTable(), null) ?? _children;

    private IInternalActorRef MakeChild(Props props, string name, bool systemService)
    {
        if (IsTerminating)
            throw new InvalidOperationException("Cannot create child while terminating or terminated");
        var table = ChildTableOrNew();
        table.Reserve(name);
        IInternalActorRef child;
        try
        {
            var path = new ChildActorPath(_self.Path, name, NewUid());
            child = _system.Provider.ActorOf(_system, props, _self, path, systemService, null, true, false);
        }
        catch
        {
            table.Unreserve(name);
            throw;
        }

        if (_mailbox is not null && IsFailed)
        {
            for (var i = 0; i < _mailbox.SuspendCount; i++)
                child.Suspend();
        }

        table.Init(child);
        child.Start();
        return child;
    }

    /// <summary>The children, listed only for a strategy that looks: a list for each of many that stop takes time by their square.</summary>
    private IEnumerable<IInternalActorRef> ChildrenWhenLookedAt()
    {
        foreach (var child in Children)
            yield return child;
    }

    private void SuspendChildren(List<IActorRef>? except)
    {
        foreach (var child in Children)
        {
            if (except is null || !except.Contains(child))
                child.Suspend();
        }
    }

    private void StopChildren()
    {
        foreach (var child in Children)
            Stop(child);
    }

    private void HandleChildTerminated(IActorRef child)
    {
        var finished = _children!.Remove(child);
        if (_actor is not null)
        {
            try
            {
                _actor.SupervisorStrategyInternal.HandleChildTerminated(this, child, ChildrenWhenLookedAt());
            }
            catch (Exception e)
            {
                Publish(new Error(e, _self.Path.ToString(), ActorType, "HandleChildTerminated failed"));
                HandleInvokeFailure(e);
            }
        }

        switch (finished?.Reason)
        {
            case WaitReason.Recreation:
                FinishRecreate(finished.Value.RecreationCause!, _actor);
                break;
            case WaitReason.Creation:
                FinishCreate();
                break;
            case WaitReason.Termination:
                FinishTerminate();
                break;
        }
    }
}
