using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Contracts;
using ActorEngine.Daemon;

namespace ActorEngine.Client.Tests.Remote;

/// <summary>What a running engine takes up when it reads its settings again.</summary>
public sealed class RemoteReloadTests : RemoteKit
{
    private readonly X509Certificate2 admin, viewer;
    private EngineHost host = null!;
    private string address = "";

    public RemoteReloadTests() => (admin, viewer) = (Authority.Issue("CN=admin"), Authority.Issue("CN=viewer"));

    [Fact]
    public async Task A_certificate_that_is_revoked_has_no_session_and_no_connection_any_more()
    {
        await StartAsync();
        await using var thief = Connect(admin);
        await using var other = Connect(viewer);
        await thief.InfoAsync();
        await other.InfoAsync();
        var before = other.Link.State.Now;

        Set($"revoked = [\"{PresentedCertificate.Fingerprint(admin)}\"]");

        await Eventually(() => Assert.Equal(NodeState.Refused, thief.Link.State.Now.State));
        await using var again = Connect(admin, TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<EngineUnreachableException>(() => again.InfoAsync());
        await using var renewed = Connect(Authority.Issue("CN=admin"));
        await renewed.InfoAsync();
        await other.InfoAsync();
        Assert.Same(before, other.Link.State.Now);
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_to_the_next_connection_and_clients_come_back()
    {
        await StartAsync();
        await using var engine = Connect(admin);
        await engine.InfoAsync();
        string first = await ShownAsync();

        string second = PresentedCertificate.Fingerprint(Certify("a"));
        host.Reload();

        await Eventually(async () => Assert.Equal(second, await ShownAsync()));
        Assert.NotEqual(first, second);
        await engine.InfoAsync();
    }

    [Fact]
    public async Task A_damaged_file_leaves_what_was_in_force()
    {
        await StartAsync();
        await using var engine = Connect(admin);
        await engine.InfoAsync();
        var before = engine.Link.State.Now;
        string file = Path.Combine(Config("a"), "own.pem"), good = await File.ReadAllTextAsync(file);

        await File.WriteAllTextAsync(file, "damaged");
        host.Reload();
        await File.WriteAllTextAsync(file, good);
        // Readings follow each other: when this one shows, the one before is over.
        Set("subjects = [ { subject = \"CN=admin\", role = admin }, { subject = \"CN=viewer\", role = operator } ]");

        await using var other = Connect(viewer);
        await Eventually(async () => Assert.Contains("operate", (await SessionAsync(other)).Rights));
        Assert.Same(before, engine.Link.State.Now);
    }

    [Fact]
    public async Task Remote_access_can_be_switched_off_and_on()
    {
        await StartAsync();
        await using var engine = Connect(admin);
        await engine.InfoAsync();

        Set("enabled = off");
        await Eventually(() => Assert.NotEqual(NodeState.Reachable, engine.Link.State.Now.State));
        Set("enabled = on");

        await engine.InfoAsync();
    }

    private static async Task<SessionOpened> SessionAsync(IContainerEngine engine)
    {
        await engine.Link.ReachableAsync();
        return engine.Link.State.Now.Session ?? new SessionOpened("");
    }

    private async Task StartAsync() => (host, address) = await StartEngineAsync("a");

    /// <summary>Settings that come after the others, and a signal to read them.</summary>
    private void Set(string hocon)
    {
        File.WriteAllText(Path.Combine(Config("a"), "later.hocon"), $"actorengine.remote {{\n{hocon}\n}}\n");
        host.Reload();
    }

    private IContainerEngine Connect(X509Certificate2 certificate, TimeSpan? patience = null) =>
        ContainerEngine.Connect(StartSystem(certificate, "akka.remote.retry-gate-closed-for = 100 ms"), address, new EngineClientOptions
        {
            Certificate = certificate,
            EngineAuthorities = [Authority.Authority],
            Patience = patience ?? TimeSpan.FromSeconds(60),
        });

    /// <summary>Fingerprint of the certificate with which the engine greets.</summary>
    private async Task<string> ShownAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(address.Replace("akka.ssl.tcp", "http", StringComparison.Ordinal)).Port);
        string shown = "";
        await using var tls = new SslStream(client.GetStream(), false, (_, certificate, _, _) =>
        {
            shown = PresentedCertificate.Fingerprint((X509Certificate2)certificate!);
            return true;
        });
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "a", ClientCertificates = [admin] });
        return shown;
    }

    private static Task Eventually(Action assert) => Eventually(() =>
    {
        assert();
        return Task.CompletedTask;
    });

    private static async Task Eventually(Func<Task> assert)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await assert();
                return;
            }
            catch (Exception error) when (error is Xunit.Sdk.XunitException or IOException or SocketException && !bound.IsCancellationRequested)
            {
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }
}
