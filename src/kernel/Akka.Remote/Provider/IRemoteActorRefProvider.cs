using Akka.Actor;

namespace Akka.Remote;

/// <summary>Marks references to actors of other systems.</summary>
public interface IRemoteRef : IActorRefScope;

/// <summary>Provides references to actors of other systems too.</summary>
public interface IRemoteActorRefProvider : IActorRefProvider
{
    /// <summary>/remote.</summary>
    IInternalActorRef RemoteDaemon { get; }

    IActorRef RemoteWatcher { get; }

    RemoteTransport Transport { get; }

    RemoteSettings RemoteSettings { get; }

    Deploy LookUpRemotes(IEnumerable<string> p);

    /// <summary>The address is one of this system's.</summary>
    bool HasAddress(Address address);

    IInternalActorRef ResolveActorRefWithLocalAddress(string path, Address localAddress);

    IActorRef InternalResolveActorRef(string path);

    void UseActorOnNode(RemoteActorRef actor, Props props, Deploy deploy, IInternalActorRef supervisor);

    void Quarantine(Address address, int? uid);
}
