using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    // Whom this actor watches, with the message it wants instead of Terminated.
    private Dictionary<IActorRef, object?>? _watching;

    // Whose Terminated is in the mailbox but not yet processed.
    private Dictionary<IActorRef, object?>? _terminatedQueued;

    private HashSet<IActorRef>? _watchedBy;

    public IActorRef Watch(IActorRef subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return StartWatching(subject, null);
    }

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(message);
        return StartWatching(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (!subject.Equals(_self) && _watching is not null && _watching.Remove(subject))
        {
            var watchee = (IInternalActorRef)subject;
            watchee.SendSystemMessage(new Unwatch(watchee, _self));
            WatchEnded(subject);
        }

        _terminatedQueued?.Remove(subject);
        return subject;
    }

    /// <summary>A Terminated will come through the mailbox, and must not be dropped as outdated.</summary>
    internal void TerminatedQueuedFor(IActorRef subject, object? customMessage) =>
        (_terminatedQueued ??= []).TryAdd(subject, customMessage);

    private IActorRef StartWatching(IActorRef subject, object? message)
    {
        if (subject.Equals(_self) || (_watching is not null && _watching.ContainsKey(subject)))
            return subject;
        var watchee = (IInternalActorRef)subject;
        watchee.SendSystemMessage(new Watch(watchee, _self));
        (_watching ??= [])[subject] = message;
        WatchBegan(subject);
        return subject;
    }

    private void ReceivedTerminated(Terminated terminated)
    {
        if (_terminatedQueued is not null && _terminatedQueued.Remove(terminated.ActorRef, out var message))
            ReceiveMessage(message ?? terminated);
    }

    private void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        object? customMessage = null;
        var watched = _watching is not null && _watching.Remove(actor, out customMessage);
        if (watched)
            WatchEnded(actor);
        if (watched && !IsTerminating)
        {
            _self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
            TerminatedQueuedFor(actor, customMessage);
        }

        if (_children is not null && _children.TryGet(actor, out _))
            HandleChildTerminated(actor);
    }

    private void TellWatchersWeDied()
    {
        if (_watchedBy is not { } watchers)
            return;
        _watchedBy = null;

        // Those far away first: the last local watcher may be the one that shuts the transport down.
        foreach (var watcher in watchers)
            SendTerminated((IInternalActorRef)watcher, false);
        foreach (var watcher in watchers)
            SendTerminated((IInternalActorRef)watcher, true);
    }

    private void SendTerminated(IInternalActorRef watcher, bool ifLocal)
    {
        if (watcher.IsLocal == ifLocal && !watcher.Equals(Parent))
            watcher.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
    }

    private void UnwatchWatchedActors()
    {
        if (_watching is { } watching)
        {
            _watching = null;
            foreach (var watchee in watching.Keys.Cast<IInternalActorRef>())
                watchee.SendSystemMessage(new Unwatch(watchee, _self));
        }

        _terminatedQueued = null;
        if (_hearsOfOtherSystems)
            FollowOtherSystems();
    }

    private void AddWatcher(IActorRef watchee, IActorRef watcher)
    {
        var watcheeIsSelf = watchee.Equals(_self);
        var watcherIsSelf = watcher.Equals(_self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            var added = (_watchedBy ??= []).Add(watcher);
            WatchBegan(watcher);
            if (added && _system.Settings.DebugLifecycle)
                PublishDebug($"now watched by {watcher}");
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Watch(watchee);
        }
        else
        {
            Publish(new Warning(_self.Path.ToString(), ActorType, $"BUG: illegal Watch({watchee},{watcher} for {_self}"));
        }
    }

    private void RemWatcher(IActorRef watchee, IActorRef watcher)
    {
        var watcheeIsSelf = watchee.Equals(_self);
        var watcherIsSelf = watcher.Equals(_self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            var removed = _watchedBy is not null && _watchedBy.Remove(watcher);
            WatchEnded(watcher);
            if (removed && _system.Settings.DebugLifecycle)
                PublishDebug($"no longer watched by {watcher}");
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Unwatch(watchee);
        }
        else
        {
            Publish(new Warning(_self.Path.ToString(), ActorType, $"BUG: illegal Unwatch({watchee},{watcher} for {_self}"));
        }
    }
}
