using System.Security.Cryptography.X509Certificates;
using ActorEngine.Client;
using ActorEngine.Contracts;
using ActorEngine.Serialization;
using ActorEngine.Transport;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;

namespace ActorEngine.Daemon;

/// <summary>
/// The actor system that the network reaches: the gate, its sessions, and the links to other nodes. The engine's own actors live in
/// another one, which has no remoting, so that no address on the network leads to them (docs/security.md).
/// </summary>
internal sealed class RemoteSystem : IAsyncDisposable
{
    private readonly ActorSystem system;
    private readonly EngineServices services;
    private readonly RemoteCertificates certificates;
    private readonly TrustHolder trust;
    private RemoteSettings settings;

    private RemoteSystem(ActorSystem system, EngineServices services, RemoteSettings settings, RemoteCertificates certificates, TrustHolder trust)
    {
        (this.system, this.services) = (system, services);
        (this.settings, this.certificates, this.trust) = (settings, certificates, trust);
    }

    /// <summary>Where clients find it.</summary>
    public string Address => ((ExtendedActorSystem)system).Provider.DefaultAddress.ToString();

    /// <exception cref="StartException">It cannot listen, or files are missing.</exception>
    public static async Task<RemoteSystem> StartAsync(EngineServices services, RemoteSettings settings, Config config)
    {
        var certificates = RemoteCertificates.Read(settings);
        var trust = new TrustHolder(Trust(settings, certificates));
        var audit = services.Audit.Value;
        audit.Bound(settings.AuditFileBytes, settings.AuditFiles);
        ActorSystem? system = null;
        try
        {
            system = ActorSystem.Create("ActorEngine", Setup(settings, certificates, trust, config, services.Settings.LogLevel == "OFF" ? "ERROR" : services.Settings.LogLevel));
            var remote = new RemoteSystem(system, services, settings, certificates, trust);
            services.Nodes.Set(settings.Nodes.ToDictionary(node => node.Name, node => ContainerEngine.Link(system, node.Address, Options(node, certificates, trust))));
            system.ActorOf(RemoteRootActor.Props(Edge(services, settings, trust, audit)), "engine");
            return remote;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            if (system is not null) await system.Terminate().ConfigureAwait(false);
            throw new StartException($"Remote clients cannot be served at {settings.Hostname}:{settings.Port}: {error.GetBaseException().Message}", error);
        }
    }

    /// <summary>
    /// Takes up subjects, roles and revocations; sessions and links that these end, end. False where something else has changed, for which this system has to be made anew.
    /// </summary>
    /// <exception cref="StartException">Files are missing or damaged.</exception>
    public bool TryApply(RemoteSettings next)
    {
        if (!settings.DiffersInTrustOnly(next) || !certificates.Same(RemoteCertificates.Read(next))) return false;
        settings = next;
        trust.Current = Trust(next, certificates);
        system.ActorSelection("/user/engine/daemon").Tell(TrustChanged.Instance, ActorRefs.NoSender);
        services.Nodes.Recheck();
        return true;
    }

    /// <summary>Ends sessions and links; clients are told.</summary>
    public async ValueTask DisposeAsync()
    {
        services.Nodes.Set(new Dictionary<string, EngineLink>());
        await system.Terminate().ConfigureAwait(false);
    }

    private static ActorSystemSetup Setup(RemoteSettings settings, RemoteCertificates certificates, TrustHolder trust, Config config, string level)
    {
        // Published versions of Akka.Remote answer a TLS handshake that they began and that was cut off, as by a peer that is killed, with a coordinated shutdown, which would end this system.
        // A connection over which nothing comes is made anew. Peers with the usual settings send something every 4 s.
        double pause = Math.Max(settings.Silence.TotalMilliseconds, 10_000);
        var own = ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = {{level}}
              stdout-loglevel = OFF
              actor.provider = remote
              coordinated-shutdown { terminate-actor-system = off, run-by-actor-system-terminate = off }
              remote {
                untrusted-mode = on
                trusted-selection-paths = ["/user/engine/daemon"]
                log-remote-lifecycle-events = off
                retry-gate-closed-for = 200ms
                transport-failure-detector { heartbeat-interval = 2s, acceptable-heartbeat-pause = {{pause:0}}ms }
                kernel.certificate-chain = "{{(settings.Tls ? settings.Certificate : "")}}"
                kernel.allow-unencrypted-beyond-loopback = {{(settings.Unprotected ? "on" : "off")}}
                dot-netty.tcp {
                  hostname = "{{settings.Hostname}}"
                  public-hostname = "{{settings.PublicHostname}}"
                  port = {{settings.Port}}
                  public-port = {{settings.PublicPort}}
                  enable-ssl = {{(settings.Tls ? "on" : "off")}}
                }
              }
            }
            """);
        var whole = own.WithFallback(ConfigurationFactory.ParseString(EngineSerializer.Hocon))
            .WithFallback(ConfigurationFactory.ParseString(RefusedSerializer.Hocon)).WithFallback(config);
        var bootstrap = BootstrapSetup.Create().WithConfig(whole);
        if (!settings.Tls) return ActorSystemSetup.Create(bootstrap);
        // Whoever is no child of the authorities is not spoken to at all; who they are is settled in the session.
        var tls = new DotNettySslSetup(certificates.Own, false, true, false, (certificate, chain, _, _, _) => IsAccepted(certificate, chain, trust.Current));
        return ActorSystemSetup.Create(bootstrap, tls);
    }

    private static bool IsAccepted(X509Certificate2? certificate, X509Chain? chain, RemoteTrust trust)
    {
        if (certificate is null) return false;
        using var presented = PresentedCertificate.Read([.. (chain?.ChainElements.Select(element => element.Certificate) ?? []).Prepend(certificate).Take(8).Select(one => Convert.ToBase64String(one.RawData))]);
        return presented is not null && presented.Doubt(trust.ClientAuthorities, TimeProvider.System.GetUtcNow(), trust.Revoked.Contains) is null;
    }

    private static EngineClientOptions Options(NodeDefinition node, RemoteCertificates certificates, TrustHolder trust) => new()
    {
        Certificate = certificates.Own,
        Intermediates = certificates.Intermediates,
        EngineAuthorities = certificates.Authorities,
        EngineSubject = node.Subject,
        IsRevoked = fingerprint => trust.Current.Revoked.Contains(fingerprint),
        Purpose = "node",
    };

    private static RemoteTrust Trust(RemoteSettings settings, RemoteCertificates certificates) => new()
    {
        ClientAuthorities = certificates.Authorities,
        Subjects = settings.Subjects,
        Certificate = certificates.Own,
        Intermediates = certificates.Intermediates,
        Revoked = settings.Revoked.ToHashSet(StringComparer.Ordinal),
    };

    private static RemoteEdge Edge(EngineServices services, RemoteSettings settings, TrustHolder trust, AuditLog audit)
    {
        var handlers = new RequestHandlers(services);
        // A remote request's path holds the session's name, which is its capability: it stays out of the tree that others see.
        var unseen = new ActorStates();
        return new RemoteEdge
        {
            Requests = call => RequestProps.Of(call, services, handlers, unseen),
            MustAwaitRecovery = services.MustAwaitRecovery,
            AwaitRecovery = (container, asker) => services.Actors.Lifecycle.Tell(new AwaitRecovery(container), asker),
            RecoveryPatience = services.RecoveryPatience,
            RulesFor = services.RulesFor,
            Audit = audit.TryWrite,
            Trust = () => trust.Current,
            States = services.States,
            EngineId = services.Identity.Id,
            EngineVersion = ProductVersion.Text,
            Sessions = settings.Sessions,
            Streams = settings.Streams,
            Silence = settings.Silence,
            Time = services.Time,
        };
    }

    /// <summary>Whom this system trusts at present; read by every connection and session, written when the settings are read again.</summary>
    private sealed class TrustHolder(RemoteTrust first)
    {
        private volatile RemoteTrust current = first;

        public RemoteTrust Current { get => current; set => current = value; }
    }
}
