using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Client;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;

namespace ActorEngine.Samples;

/// <summary>An actor system with Akka.Remote over TLS, and connections to engines; files are PEM.</summary>
internal sealed class SampleSystem : IAsyncDisposable
{
    private readonly X509Certificate2 certificate, authority;

    /// <param name="engine">An engine's address; the system is to be found where this machine is seen from there.</param>
    public SampleSystem(string engine, string certificatePath, string keyPath, string authorityPath)
    {
        certificate = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
        authority = X509CertificateLoader.LoadCertificateFromFile(authorityPath);
        var config = ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING
              stdout-loglevel = OFF
              loggers = ["{{typeof(StandardErrorLogger).AssemblyQualifiedName}}"]
              actor.provider = remote
              # A connection that breaks while it is being made is no reason to end (docs/client.md).
              coordinated-shutdown { terminate-actor-system = off, run-by-actor-system-terminate = off }
              remote {
                retry-gate-closed-for = 500 ms
                dot-netty.tcp { hostname = "{{OwnHost(engine)}}", port = 0, enable-ssl = on }
              }
            }
            """);
        // The engine proves who it is in its session; the transport only has to keep strangers out.
        var tls = new DotNettySslSetup(certificate, false, true, false, (presented, _, _, _, _) => presented?.Issuer == authority.Subject);
        Actors = ActorSystem.Create("sample", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), tls));
    }

    public ActorSystem Actors { get; }

    public IContainerEngine Connect(string address) => ContainerEngine.Connect(Actors, address, new EngineClientOptions { Certificate = certificate, EngineAuthorities = [authority] });

    /// <summary>Akka.Remote answers to the address that a system has: the engine must be able to reach it.</summary>
    private static string OwnHost(string engine)
    {
        var address = Address.Parse(engine);
        using var way = new UdpClient();
        // Nothing is sent; the machine only says which of its addresses it would take.
        way.Connect(address.Host!, address.Port!.Value);
        return ((IPEndPoint)way.Client.LocalEndPoint!).Address.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await Actors.Terminate();
        certificate.Dispose();
        authority.Dispose();
    }
}
