using Akka.Actor;
using Akka.Event;

namespace Akka.Remote;

/// <summary>What brings messages to other systems.</summary>
public abstract class RemoteTransport
{
    protected RemoteTransport(ExtendedActorSystem system, RemoteActorRefProvider provider)
    {
        System = system;
        Provider = provider;
        Log = Logging.GetLogger(system, this);
    }

    public ExtendedActorSystem System { get; }

    public RemoteActorRefProvider Provider { get; }

    /// <summary>The addresses by which other systems know this one.</summary>
    public abstract ISet<Address> Addresses { get; }

    public abstract Address DefaultAddress { get; }

    public ILoggingAdapter Log { get; protected set; }

    public bool logRemoteLifeCycleEvents { get; protected set; }

    protected bool UseUntrustedMode { get; set; }

    /// <summary>Binds.</summary>
    public abstract void Start();

    /// <summary>Sends what is still to be sent, then closes.</summary>
    public abstract Task Shutdown();

    public abstract void Send(object message, IActorRef sender, RemoteActorRef recipient);

    public abstract Task<bool> ManagementCommand(object cmd);

    public abstract Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken);

    /// <summary>The address by which the other system knows this one.</summary>
    public abstract Address LocalAddressForRemote(Address remote);

    /// <summary>Ends all dealings with an incarnation of another system; with an unknown one, for a while.</summary>
    public abstract void Quarantine(Address address, int? uid);
}
