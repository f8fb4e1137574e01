using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private bool _hearsOfOtherSystems;

    /// <summary>Ends every watch that crosses to a system which is given up.</summary>
    private void ReceivedAddressTerminated(Address address)
    {
        if (_watchedBy is not null && _watchedBy.RemoveWhere(watcher => watcher.Path.Address == address) > 0)
            FollowOtherSystems();
        if (_watching is null)
            return;
        foreach (var watched in _watching.Keys.Where(watched => watched.Path.Address == address).ToArray())
            _self.SendSystemMessage(new DeathWatchNotification(watched, existenceConfirmed: true, addressTerminated: true));
    }

    /// <summary>Subscribes to the ends of other systems while a watch crosses to one.</summary>
    private void FollowOtherSystems()
    {
        var crosses = (_watching is not null && _watching.Keys.Any(IsElsewhere)) || (_watchedBy is not null && _watchedBy.Any(IsElsewhere));
        if (crosses == _hearsOfOtherSystems)
            return;
        _hearsOfOtherSystems = crosses;
        if (crosses)
            AddressTerminatedTopic.Get(_system).Subscribe(_self);
        else
            AddressTerminatedTopic.Get(_system).Unsubscribe(_self);
    }

    /// <summary>A watch has begun.</summary>
    private void WatchBegan(IActorRef other)
    {
        if (!_hearsOfOtherSystems && IsElsewhere(other))
            FollowOtherSystems();
    }

    /// <summary>A watch has ended.</summary>
    private void WatchEnded(IActorRef other)
    {
        if (_hearsOfOtherSystems && IsElsewhere(other))
            FollowOtherSystems();
    }

    private static bool IsElsewhere(IActorRef actor) => actor is IActorRefScope { IsLocal: false };
}
