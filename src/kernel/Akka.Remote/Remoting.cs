using System.Collections.Concurrent;
using System.Collections.Frozen;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Associations;
using Akka.Remote.Configuration;
using Akka.Remote.Serialization;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

namespace Akka.Remote;

/// <summary>The network side of a system: its own address, the associations with other ones, connections in and out.</summary>
internal sealed partial class Remoting : RemoteTransport
{
    private static readonly TimeSpan UnusedFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Address, Association> _associations = new();
    private readonly ConcurrentDictionary<Link, bool> _links = new();
    private readonly Endpoints _endpoints;
    private readonly TlsGuard? _tls;
    private readonly List<ICancelable> _timers = [];
    private Address _address = null!;
    private FrozenSet<Address> _addresses = FrozenSet<Address>.Empty;

    public Remoting(ExtendedActorSystem system, RemoteActorRefProvider provider)
        : base(system, provider)
    {
        Settings = provider.RemoteSettings;
        UseUntrustedMode = Settings.UntrustedMode;
        var level = Logging.LogLevelFor(Settings.RemoteLifecycleEventsLogLevel);
        logRemoteLifeCycleEvents = Settings.RemoteLifecycleEventsLogLevel != "OFF";
        Kernel = new KernelSettings(Settings.Config);
        var section = Settings.Config.GetConfig("akka.remote.dot-netty.tcp");
        Tcp = new TcpSettings(section);
        Events = new EventPublisher(system.EventStream, Log, level);
        Notices = new Notices(Log);
        Dispatcher = new InboundDispatcher(this, new Payloads(system));
        Outbound = new Outbound(system, provider);
        _endpoints = new Endpoints(Tcp, Kernel);
        if (Tcp.EnableSsl)
        {
            var setup = system.Settings.Setup.Get<Transport.DotNetty.DotNettySslSetup>();
            var tls = new TlsSettings(section.GetConfig("ssl"), setup.HasValue ? setup.Value : null, Kernel);
            _tls = new TlsGuard(tls, new CertificateSource(tls, Log), Log);
        }
    }

    public RemoteSettings Settings { get; }

    public KernelSettings Kernel { get; }

    public TcpSettings Tcp { get; }

    public EventPublisher Events { get; }

    public Notices Notices { get; }

    public InboundDispatcher Dispatcher { get; }

    public Outbound Outbound { get; }

    /// <summary>The frame that begins every connection: who this is, in which incarnation.</summary>
    public byte[] Introduction { get; private set; } = [];

    public bool IsShuttingDown { get; private set; }

    public override ISet<Address> Addresses => _addresses;

    public override Address DefaultAddress => _address;

    public bool IsOwn(Address address) => _address is { } own && (ReferenceEquals(own, address) || own == address);

    public override Address LocalAddressForRemote(Address remote) => _address is null
        ? throw new RemoteTransportException("Remoting has not been started.")
        : _address;

    public Association AssociationWith(Address remote)
    {
        while (true)
        {
            var association = _associations.GetOrAdd(remote, static (address, self) => new Association(self, address), this);
            if (!association.IsRetired)
                return association;
            _associations.TryRemove(KeyValuePair.Create(remote, association));
        }
    }

    public override void Send(object message, IActorRef sender, RemoteActorRef recipient) =>
        recipient.AssociationOf(this).Send(message, sender, recipient);

    public override void Quarantine(Address address, int? uid) => AssociationWith(address).Quarantine(uid);

    public override Task<bool> ManagementCommand(object cmd) => ManagementCommand(cmd, CancellationToken.None);

    // There is no transport adapter that would understand one.
    public override Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken) => Task.FromResult(false);

    public FailureDetector NewTransportFailureDetector() =>
        FailureDetectorLoader.Load(Kernel.TransportFailureDetector, Kernel.TransportFailureDetectorConfig, System);

    public void Forget(Link link) => _links.TryRemove(link, out _);

    public void DeadLetter(object message, IActorRef? sender, RemoteActorRef recipient) =>
        System.EventStream.Publish(message is IDeadLetterSuppression
            ? new SuppressedDeadLetter(message, sender ?? System.DeadLetters, recipient)
            : new DeadLetter(message, sender ?? System.DeadLetters, recipient));

    public void Drop(object message, IActorRef? sender, IActorRef recipient, string reason)
    {
        Notices.Warn("dropped", $"Dropping a message of type [{message.GetType()}] to [{recipient}]: {reason}");
        System.EventStream.Publish(new Dropped(message, reason, sender ?? System.DeadLetters, recipient));
    }

    public void ReportOversized(object message, RemoteActorRef recipient, int size)
    {
        var problem = new OversizedPayloadException($"Discarding oversized payload sent to {recipient}: max allowed size {Tcp.MaximumFrameSize} bytes, actual size of encoded {message.GetType()} was {size} bytes.");
        Log.Error(problem, "Transient association error (association remains live)");
        Events.Publish(new RemotingErrorEvent(problem));
    }

    /// <summary>Why a peer may not say that it is at this address; null when it may.</summary>
    public string? WhyNotFrom(Address origin, Stream stream)
    {
        if (origin.Protocol != Tcp.Protocol)
            return $"A peer says that it is at [{origin}], which is not of protocol [{Tcp.Protocol}].";
        if (IsOwn(origin))
            return $"A peer says that it is at [{origin}], which is this system's address.";
        if (_tls is not { ChecksHostnames: true } || stream is not global::System.Net.Security.SslStream { RemoteCertificate: global::System.Security.Cryptography.X509Certificates.X509Certificate2 certificate })
            return null;
        return certificate.MatchesHostname(TlsGuard.Bare(origin.Host)) ? null : $"A peer says that it is at [{origin}], which its certificate is not for.";
    }

    private void OnHeartbeatTick()
    {
        foreach (var (link, _) in _links)
            link.Tick();
        foreach (var (address, association) in _associations)
        {
            if (association.TryRetire(UnusedFor))
                _associations.TryRemove(KeyValuePair.Create(address, association));
        }
    }

    private void OnResendTick()
    {
        foreach (var (_, association) in _associations)
            association.Resend();
    }
}
