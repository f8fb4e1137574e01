using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ActorEngine.Registry.Tests;

/// <summary>Debian's docker-registry on loopback, with a directory of its own.</summary>
internal sealed class DebianRegistry : IDisposable
{
    /// <summary>What htpasswd -B makes of it.</summary>
    public const string User = "ada", Password = "secret";

    private const string Hash = "ada:$2b$04$vdNdojMiYoLXMIPTKhGbxOklddA6cdudKQxBDExvXxwRNHhIYZ3LG";

    private readonly Process process;

    private DebianRegistry(Process process, int port, string directory) => (this.process, Port, Directory) = (process, port, directory);

    public int Port { get; }

    public string Directory { get; }

    /// <summary>As image names say it.</summary>
    public required string Name { get; init; }

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="tls">Certificate and key in <paramref name="directory"/>, as <see cref="Certificates"/> makes them.</param>
    /// <param name="clients">Only clients with a certificate of the authority there are served.</param>
    /// <param name="address">Where it listens.</param>
    public static async Task<DebianRegistry> StartAsync(string directory, bool password = false, bool tls = false, bool clients = false, string address = "127.0.0.1")
    {
        System.IO.Directory.CreateDirectory(directory);
        int port = FreePort();
        File.WriteAllText(Path.Combine(directory, "htpasswd"), Hash + "\n");
        File.WriteAllText(Path.Combine(directory, "config.yml"), $$"""
            version: 0.1
            storage: { filesystem: { rootdirectory: "{{directory}}/data" }, delete: { enabled: true } }
            http: { addr: "{{address}}:{{port}}", secret: "test"{{(tls ? $", tls: {{ certificate: \"{directory}/server.pem\", key: \"{directory}/server-key.pem\"{(clients ? $", clientcas: [\"{directory}/ca.pem\"]" : "")} }}" : "")}} }
            log: { level: error }
            {{(password ? $"auth: {{ htpasswd: {{ realm: test, path: \"{directory}/htpasswd\" }} }}" : "")}}
            """);
        var process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", Path.Combine(directory, "config.yml")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Parse(address), port, limit.Token);
                return new DebianRegistry(process, port, directory) { Name = address == "127.0.0.1" ? $"localhost:{port}" : $"{address}:{port}" };
            }
            catch (SocketException) when (!process.HasExited)
            {
                await Task.Delay(10, limit.Token);
            }
        }
    }

    /// <summary>Does it keep this blob?</summary>
    public bool Has(string digest) => System.IO.Directory.Exists(Path.Combine(Directory, "data/docker/registry/v2/blobs/sha256", digest[7..9], digest[7..]));

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
