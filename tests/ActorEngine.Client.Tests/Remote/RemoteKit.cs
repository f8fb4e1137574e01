using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Client.Tests.Harness;
using ActorEngine.Daemon;
using ActorEngine.Transport;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;

namespace ActorEngine.Client.Tests.Remote;

/// <summary>Real engines and client systems over real connections with TLS, in one process.</summary>
public abstract class RemoteKit : IAsyncLifetime
{
    private readonly List<ActorSystem> systems = [];
    private readonly List<EngineHost> engines = [];
    private protected string Folder { get; } = Path.Combine(Path.GetTempPath(), $"actorengine-remote-{Guid.NewGuid():N}");

    private protected Certificates Authority { get; } = new();

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var system in systems) await system.Terminate();
        foreach (var engine in engines) await engine.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        Authority.Dispose();
    }

    /// <summary>An engine on a free port.</summary>
    /// <param name="more">Goes into the section remote.</param>
    /// <param name="beside">Stands beside that section.</param>
    /// <param name="password">Of the key in its file; null = it is not encrypted.</param>
    /// <param name="port">Of the engine; 0 = one that is free.</param>
    private protected async Task<(EngineHost Engine, string Address)> StartEngineAsync(string name, string more = "", string beside = "", string? password = null, int port = 0)
    {
        string config = Config(name);
        Directory.CreateDirectory(config);
        Certify(name, password);
        await File.WriteAllTextAsync(Path.Combine(config, "authority.pem"), Authority.Authority.ExportCertificatePem());
        if (port == 0) port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(config, "engine.hocon"), $$"""
            actorengine.log-level = WARNING
            actorengine.remote {
              enabled = on
              port = {{port}}
              certificate = "{{config}}/own.pem"
              key = "{{config}}/own.key"
              authorities = "{{config}}/authority.pem"
              subjects = [
                { subject = "CN=admin", role = admin }
                { subject = "CN=viewer", role = viewer }
                { subject = "CN=a", role = admin }
              ]
              {{more}}
            }
            {{beside}}
            """);
        var engine = await EngineHost.StartAsync(new EngineOptions(Path.Combine(Folder, name, "state"), Path.Combine(Folder, name, "run"), config, new EngineEndpoint(Path.Combine(Folder, name, "sock"))));
        engines.Add(engine);
        return (engine, Address(port));
    }

    private protected static string Address(int port) => $"akka.ssl.tcp://ActorEngine@127.0.0.1:{port}";

    /// <summary>The directory with an engine's settings.</summary>
    private protected string Config(string name) => Path.Combine(Folder, name, "etc");

    /// <summary>Gives an engine a certificate, or another one.</summary>
    private protected X509Certificate2 Certify(string name, string? password = null)
    {
        var certificate = Authority.Issue($"CN={name}");
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(Config(name), "own.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Config(name), "own.key"), password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)));
        return certificate;
    }

    private protected ActorSystem StartSystem(X509Certificate2 certificate, string settings = "")
    {
        var config = ConfigurationFactory.ParseString(settings).WithFallback(ConfigurationFactory.ParseString("""
            akka.coordinated-shutdown { terminate-actor-system = off, run-by-actor-system-terminate = off }
            akka { loglevel = WARNING, actor.provider = remote, remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0, enable-ssl = on } }
            """));
        var authority = Authority.Authority;
        var tls = new DotNettySslSetup(certificate, false, true, false, (presented, _, _, _, _) => presented?.Issuer == authority.Subject);
        var system = ActorSystem.Create("app", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), tls));
        systems.Add(system);
        return system;
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
    }
}
