using System.Security.Cryptography.X509Certificates;
using ActorEngine.Client;
using ActorEngine.Client.Tests.Harness;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>Certificates, settings and client systems for engines that reach each other.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("actorengine-nodes-").FullName;
    private readonly List<ActorSystem> systems = [];

    public Nodes() => File.WriteAllText(Path.Combine(folder, "authority.pem"), Authority.Authority.ExportCertificatePem());

    public Certificates Authority { get; } = new();

    public static string Address(int port, string host = "127.0.0.1") => $"akka.ssl.tcp://ActorEngine@{host}:{port}";

    /// <summary>The section remote of an engine.</summary>
    public string Hocon(string name, int port, string more = "")
    {
        Certify(name, Authority.Issue($"CN={name}"));
        return $$"""
            actorengine.remote {
              enabled = on
              port = {{port}}
              certificate = "{{folder}}/{{name}}.pem"
              key = "{{folder}}/{{name}}.key"
              authorities = "{{folder}}/authority.pem"
              subjects = [ { subject = "CN=a", role = admin }, { subject = "CN=app", role = admin }, { subject = "CN=looker", role = viewer } ]
              {{more}}
            }
            """;
    }

    /// <summary>Gives an engine a certificate, for its next start.</summary>
    public void Certify(string name, X509Certificate2 certificate)
    {
        File.WriteAllText(Path.Combine(folder, name + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, name + ".key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Certificate, key and authority of a name for which <see cref="Hocon"/> was called.</summary>
    public string[] Files(string name) => [Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + ".key"), Path.Combine(folder, "authority.pem")];

    /// <summary>An engine's client.</summary>
    public IContainerEngine Connect((ActorSystem System, X509Certificate2 Certificate) client, string address, int patience = 60) => ContainerEngine.Connect(client.System, address, new EngineClientOptions
    {
        Certificate = client.Certificate,
        EngineAuthorities = [Authority.Authority],
        Patience = TimeSpan.FromSeconds(patience),
    });

    public (ActorSystem System, X509Certificate2 Certificate) Client(string subject, string hostname = "127.0.0.1") => Client(Authority.Issue(subject), hostname);

    public (ActorSystem System, X509Certificate2 Certificate) Client(X509Certificate2 certificate, string hostname = "127.0.0.1")
    {
        var config = ConfigurationFactory.ParseString("akka { loglevel = ERROR, actor.provider = remote, remote { retry-gate-closed-for = 200ms, dot-netty.tcp { hostname = \"" + hostname + "\", port = 0, enable-ssl = on } } }\n"
            + "akka.coordinated-shutdown { terminate-actor-system = off, run-by-actor-system-terminate = off }");
        var issuer = Authority.Authority.Subject;
        var tls = new DotNettySslSetup(certificate, false, true, false, (presented, _, _, _, _) => presented?.Issuer == issuer);
        var system = ActorSystem.Create("app", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), tls));
        systems.Add(system);
        return (system, certificate);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var system in systems) await system.Terminate();
        Directory.Delete(folder, recursive: true);
        Authority.Dispose();
    }
}
