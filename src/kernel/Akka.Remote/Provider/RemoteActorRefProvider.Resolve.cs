using Akka.Actor;
using Akka.Event;
using Akka.Remote.Associations;

namespace Akka.Remote;

public partial class RemoteActorRefProvider
{
    private readonly ResolvedRefs _resolved = new(1024);

    public bool HasAddress(Address address) => address == RootPath.Address || (_remoting is not null && _remoting.IsOwn(address));

    public IActorRef RootGuardianAt(Address address) => HasAddress(address)
        ? RootGuardian
        : CreateRemoteRef(new RootActorPath(address), Transport.LocalAddressForRemote(address));

    public Address GetExternalAddressFor(Address address)
    {
        if (HasAddress(address))
            return RootPath.Address;
        return address.HasLocalScope || address.Port is null ? null! : Transport.LocalAddressForRemote(address);
    }

    public IActorRef ResolveActorRef(string path)
    {
        if (path.Length == 0)
            return ActorRefs.NoSender;
        return _resolved.TryGet(path, out var known) ? known : _resolved.Remember(path, (IInternalActorRef)InternalResolveActorRef(path));
    }

    public IActorRef InternalResolveActorRef(string path)
    {
        if (path.Length == 0)
            return ActorRefs.NoSender;
        if (ActorPath.TryParse(path, out var parsed))
            return ResolveActorRef(parsed);
        _log.Debug("Resolve of unknown path [{0}] failed", path);
        return DeadLetters;
    }

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        var address = actorPath.Address;
        if (address == IgnoreRef.Path.Address && actorPath == IgnoreRef.Path)
            return IgnoreRef;
        if (address == RootPath.Address)
            return actorPath.Depth == 0 ? RootGuardian : _local.ResolveActorRef(actorPath);
        if (HasAddress(address))
        {
            // The local provider knows its actors by the address without a host.
            return actorPath.Depth == 0 ? RootGuardian : _local.ResolveActorRef(RootPath / actorPath.ElementsWithUid);
        }

        if (!address.HasGlobalScope || address.Port is null)
        {
            _log.Debug("Resolve of foreign ActorPath [{0}] failed", actorPath);
            return DeadLetters;
        }

        return CreateRemoteRef(actorPath, Transport.LocalAddressForRemote(address));
    }

    public IInternalActorRef ResolveActorRefWithLocalAddress(string path, Address localAddress) =>
        string.IsNullOrEmpty(path) ? (IInternalActorRef)DeadLetters : (IInternalActorRef)ResolveActorRef(path);

    /// <summary>The reference of a path that a peer has sent; no path is too odd to be the dead letters.</summary>
    internal IInternalActorRef ResolveFromWire(string path) =>
        ActorPath.TryParse(path, out var parsed) ? (IInternalActorRef)ResolveActorRef(parsed) : (IInternalActorRef)DeadLetters;

    protected virtual IInternalActorRef CreateRemoteRef(ActorPath actorPath, Address localAddress) =>
        new RemoteActorRef(Transport, localAddress, actorPath, ActorRefs.Nobody, Props.None, Deploy.None);
}
