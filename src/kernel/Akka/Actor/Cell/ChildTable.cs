using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>The children of one actor by name, and which of them it waits for. Any thread may ask; a lock guards it.</summary>
internal sealed class ChildTable
{
    private readonly Dictionary<string, IChildStats> _children = [];
    private readonly Lock _gate = new();
    private HashSet<IActorRef>? _toDie;
    private IInternalActorRef[]? _snapshot;
    private WaitReason _reason;
    private Exception? _recreationCause;
    private bool _terminated;

    /// <summary>The actor waits for children in order to restart, to be created or to stop.</summary>
    public bool IsNormal
    {
        get
        {
            lock (_gate)
                return !_terminated && (_toDie is null || _reason == WaitReason.UserRequest);
        }
    }

    /// <summary>The actor is stopping or has stopped.</summary>
    public bool IsTerminating
    {
        get
        {
            lock (_gate)
                return _terminated || (_toDie is not null && _reason == WaitReason.Termination);
        }
    }

    public bool IsWaitingForChildren
    {
        get
        {
            lock (_gate)
                return _toDie is not null && _reason is WaitReason.Recreation or WaitReason.Creation;
        }
    }

    /// <summary>The children, as an array that never changes.</summary>
    public IInternalActorRef[] Children
    {
        get
        {
            lock (_gate)
                return _snapshot ??= _children.Values.OfType<ChildRestartStats>().Select(s => s.Child).ToArray();
        }
    }

    public ChildRestartStats[] Stats
    {
        get
        {
            lock (_gate)
                return _children.Values.OfType<ChildRestartStats>().ToArray();
        }
    }

    public void Reserve(string name)
    {
        lock (_gate)
        {
            if (_terminated)
                throw new InvalidOperationException($"Cannot reserve actor name '{name}': already terminated");
            if (_toDie is not null && _reason == WaitReason.Termination)
                throw new InvalidOperationException($"Cannot reserve actor name '{name}'. Is terminating.");
            if (!_children.TryAdd(name, ChildNameReserved.Instance))
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
        }
    }

    public void Unreserve(string name)
    {
        lock (_gate)
        {
            if (_children.TryGetValue(name, out var stats) && stats is ChildNameReserved)
                _children.Remove(name);
        }
    }

    /// <summary>Puts the child in its reserved place; gives null when no place is reserved.</summary>
    public ChildRestartStats? Init(IInternalActorRef child)
    {
        var name = child.Path.Name;
        lock (_gate)
        {
            if (!_children.TryGetValue(name, out var existing))
                return null;
            if (existing is ChildRestartStats stats)
                return stats;
            var created = new ChildRestartStats(child);
            _children[name] = created;
            _snapshot = null;
            return created;
        }
    }

    public bool TryGet(string name, out IChildStats stats)
    {
        lock (_gate)
            return _children.TryGetValue(name, out stats!);
    }

    public bool TryGet(IActorRef child, out ChildRestartStats stats)
    {
        lock (_gate)
        {
            stats = _children.TryGetValue(child.Path.Name, out var found) && found is ChildRestartStats existing && existing.Child.Equals(child)
                ? existing
                : null!;
            return stats is not null;
        }
    }

    public void ShallDie(IActorRef child)
    {
        lock (_gate)
        {
            if (_toDie is null)
            {
                _toDie = [];
                _reason = WaitReason.UserRequest;
            }

            _toDie.Add(child);
        }
    }

    /// <summary>Says why the children are waited for; false when none is being waited for.</summary>
    public bool SetWaitReason(WaitReason reason, Exception? recreationCause = null)
    {
        lock (_gate)
        {
            if (_toDie is null)
                return false;
            _reason = reason;
            _recreationCause = recreationCause;
            return true;
        }
    }

    public void SetTerminated()
    {
        lock (_gate)
        {
            _terminated = true;
            _toDie = null;
            _children.Clear();
            _snapshot = null;
        }
    }

    /// <summary>Removes a stopped child; when it was the last one waited for, gives the reason of the wait.</summary>
    public (WaitReason Reason, Exception? RecreationCause)? Remove(IActorRef child)
    {
        lock (_gate)
        {
            if (_children.TryGetValue(child.Path.Name, out var stats) && stats is ChildRestartStats existing && existing.Child.Equals(child))
            {
                _children.Remove(child.Path.Name);
                _snapshot = null;
            }

            if (_toDie is null)
                return null;
            _toDie.Remove(child);
            if (_toDie.Count > 0)
                return null;
            _toDie = null;
            if (_reason == WaitReason.Termination)
                _terminated = true;
            var result = (_reason, _recreationCause);
            _recreationCause = null;
            return result;
        }
    }
}
