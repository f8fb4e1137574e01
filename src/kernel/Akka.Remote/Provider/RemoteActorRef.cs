using System.Text;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote.Associations;

namespace Akka.Remote;

/// <summary>A reference to an actor of another system.</summary>
public class RemoteActorRef : InternalActorRefBase, IRemoteRef
{
    private readonly IInternalActorRef _parent;
    private byte[]? _wirePath;
    private Association? _association;

    public RemoteActorRef(RemoteTransport remote, Address localAddressToUse, ActorPath path, IInternalActorRef parent, Props props, Deploy deploy)
    {
        if (path.Address.HasLocalScope)
            throw new ArgumentException($"Unexpected local address in RemoteActorRef [{path}]", nameof(path));
        Remote = remote;
        LocalAddressToUse = localAddressToUse;
        Path = path;
        _parent = parent;
    }

    public override ActorPath Path { get; }

    public Address LocalAddressToUse { get; }

    public override bool IsLocal => false;

    public override IInternalActorRef Parent => _parent;

    public override IActorRefProvider Provider => Remote.Provider;

    [Obsolete("Use Context.Watch and Receive<Terminated> [1.1.0]")]
#pragma warning disable CS0809
    public override bool IsTerminated => false;
#pragma warning restore CS0809

    internal RemoteTransport Remote { get; }

    /// <summary>The path as an envelope carries it.</summary>
    internal byte[] WirePath => _wirePath ??= Encoding.UTF8.GetBytes(Path.ToSerializationFormat());

    /// <summary>The association with the actor's system, looked up once.</summary>
    internal Association AssociationOf(Remoting remoting) => _association is { IsRetired: false } known
        ? known
        : _association = remoting.AssociationWith(Path.Address);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0)
            return this;
        return name[0] == ".."
            ? Parent.GetChild(name.Skip(1).ToArray())
            : new RemoteActorRef(Remote, LocalAddressToUse, Path / name, ActorRefs.Nobody, Props.None, Deploy.None);
    }

    public override void Start()
    {
    }

    public override void Stop() => SendSystemMessage(new Terminate());

    public override void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public override void Suspend() => SendSystemMessage(new Suspend());

    public override void Resume(Exception? causedByFailure = null) => SendSystemMessage(new Resume(causedByFailure));

    public override void SendSystemMessage(ISystemMessage message)
    {
        try
        {
            var watcher = Remote.Provider.RemoteWatcher;
            switch (message)
            {
                case Watch watch when IsWatchIntercepted(watch.Watchee, watch.Watcher):
                    watcher.Tell(new RemoteWatcher.WatchRemote(watch.Watchee, watch.Watcher), ActorRefs.NoSender);
                    break;
                case Unwatch unwatch when IsWatchIntercepted(unwatch.Watchee, unwatch.Watcher):
                    watcher.Tell(new RemoteWatcher.UnwatchRemote(unwatch.Watchee, unwatch.Watcher), ActorRefs.NoSender);
                    break;
                default:
                    Remote.Send(message, ActorRefs.NoSender, this);
                    break;
            }
        }
        catch (Exception e)
        {
            ReportFailure(e);
        }
    }

    /// <summary>The remote watcher watches in the watcher's place.</summary>
    public bool IsWatchIntercepted(IActorRef watchee, IActorRef watcher) =>
        !watcher.Equals(Remote.Provider.RemoteWatcher) && watchee.Equals(this);

    protected override void TellInternal(object message, IActorRef sender)
    {
        try
        {
            Remote.Send(message, sender, this);
        }
        catch (Exception e)
        {
            ReportFailure(e);
        }
    }

    // Sending never throws at the sender, whatever a serializer does.
    private void ReportFailure(Exception e) =>
        Remote.System.EventStream.Publish(new Error(e, Path.ToString(), GetType(), $"Message to [{Path}] was not sent: {e.Message}"));
}
