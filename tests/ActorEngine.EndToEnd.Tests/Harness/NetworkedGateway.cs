using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Client.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>One engine that serves Docker clients over the network, and the authority of its and their certificates.</summary>
public sealed class NetworkedGateway : IAsyncLifetime
{
    private const string Subjects = """
        actorengine.remote.subjects = [
          { subject = "CN=root", role = admin }, { subject = "CN=viewer", role = viewer }, { subject = "CN=web", role = operator, labels = ["team=web"] }
        ]

        """;

    private readonly string _files = Directory.CreateTempSubdirectory("gateway-tls").FullName;

    internal Certificates Certificates { get; } = new();

    internal Engine Engine { get; private set; } = null!;

    internal int Port { get; } = FreePort();

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_files, "ca.pem"), Certificates.Authority.ExportCertificatePem());
        WriteOwn(Certificates.Issue("CN=engine"));
        Engine = await Engine.StartNew(hocon: $"{Subjects}actorengine.gateway.tcp {{ enabled = on, port = {Port}, certificate = \"{_files}/own.pem\", key = \"{_files}/own.key\", authorities = \"{_files}/ca.pem\" }}");
    }

    public async Task DisposeAsync()
    {
        await Engine.DisposeAsync();
        Certificates.Dispose();
        Directory.Delete(_files, recursive: true);
    }

    /// <summary>Puts the engine's certificate where it looks for it.</summary>
    internal void WriteOwn(X509Certificate2 certificate) => Write("own", certificate);

    /// <summary>Changes settings of the running engine.</summary>
    internal async Task Configure(string hocon)
    {
        await File.WriteAllTextAsync(Path.Combine(Engine.Config, "z.hocon"), hocon);
        Engine.Kill("HUP", Engine.Daemon.Pid);
    }

    internal HttpClient Http(string subject) => Http(Certificates.Issue(subject));

    /// <param name="certificate">What the client shows; null = nothing.</param>
    /// <param name="seen">Told what the engine shows.</param>
    internal HttpClient Http(X509Certificate2? certificate, Action<X509Certificate2>? seen = null) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            // The ephemeral key of a certificate that was just made does not do for every backend of TLS.
            ClientCertificates = certificate is null ? [] : [X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null)],
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
            {
                seen?.Invoke((X509Certificate2)shown!);
                return true;
            },
        },
    })
    {
        BaseAddress = new Uri($"https://127.0.0.1:{Port}"),
    };

    /// <summary>The docker command line with a certificate.</summary>
    internal DockerCommand Docker(string subject)
    {
        Write("client", Certificates.Issue(subject));
        return new DockerCommand($"tcp://127.0.0.1:{Port}", DockerCommand.Newest, Engine.Folder)
        {
            Global = ["--tlsverify", "--tlscacert", Path.Combine(_files, "ca.pem"), "--tlscert", Path.Combine(_files, "client.pem"), "--tlskey", Path.Combine(_files, "client.key")],
        };
    }

    private void Write(string name, X509Certificate2 certificate)
    {
        foreach (var (path, text) in (ReadOnlySpan<(string, string)>)[(name + ".pem", certificate.ExportCertificatePem()), (name + ".key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem())])
        {
            File.WriteAllText(Path.Combine(_files, "new"), text);
            File.Move(Path.Combine(_files, "new"), Path.Combine(_files, path), overwrite: true);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
