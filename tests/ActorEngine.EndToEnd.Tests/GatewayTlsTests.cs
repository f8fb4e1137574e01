using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Client.Tests.Harness;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Docker clients over the network: certificates on both sides, roles by subject, an audit log of who asked for what.</summary>
public sealed class GatewayTlsTests(NetworkedGateway gateway) : IClassFixture<NetworkedGateway>
{
    private readonly Engine _engine = gateway.Engine;

    [Fact]
    public async Task Docker_speaks_TLS_with_a_certificate()
    {
        var docker = gateway.Docker("CN=root");
        Assert.Equal("ActorEngine", (await docker.Run("version", "--format", "{{.Server.Platform.Name}}")).Expect());
    }

    [Fact]
    public async Task Streams_and_half_closed_input_work_over_TLS()
    {
        var docker = gateway.Docker("CN=root");
        // The input ends first; TLS has no half-close but its close notification.
        Assert.Equal("1000000", (await docker.Feed(new string('x', 1_000_000), "run", "--rm", "-i", "busybox", "wc", "-c")).Expect());
        Assert.Equal(2_000_003, (await docker.Run("run", "--rm", "busybox", "sh", "-c", "yes | head -c 2000000; echo end")).Expect().Length);
        (await docker.Run("run", "-d", "--name", "over-tls", "busybox", "sh", "-c", "echo begun; sleep 1000")).Expect();
        Assert.Equal(6, (await docker.Run("exec", "over-tls", "sh", "-c", "exit 6")).ExitCode);
        using var following = docker.Begin("logs", "-f", "over-tls");
        await Until.True("the log is followed", () => following.Output == "begun\n");
        (await docker.Run("kill", "over-tls")).Expect();
        (await following.Finished(30)).Expect();
    }

    [Fact]
    public async Task Without_a_certificate_nobody_is_spoken_to()
    {
        using var stranger = gateway.Http((X509Certificate2?)null);
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync(new Uri("/_ping", UriKind.Relative)));
        using var others = new Certificates("CN=another authority");
        using var foreign = gateway.Http(others.Issue("CN=root"));
        await Assert.ThrowsAsync<HttpRequestException>(() => foreign.GetAsync(new Uri("/_ping", UriKind.Relative)));
        using var plain = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{gateway.Port}") };
        await Assert.ThrowsAsync<HttpRequestException>(() => plain.GetAsync(new Uri("/_ping", UriKind.Relative)));
    }

    [Fact]
    public async Task Roles_come_from_the_subject()
    {
        (await _engine.Cli("create", "--name", "roles", "busybox", "true")).Expect();
        using HttpClient viewer = gateway.Http("CN=viewer"), admin = gateway.Http("CN=root"), nobody = gateway.Http("CN=unknown");

        Assert.Equal(200, await Status(viewer.GetAsync("/containers/roles/json")));
        Assert.Equal(403, await Status(viewer.PostAsync("/containers/roles/start", null)));
        Assert.Equal("created", await _engine.Inspect("roles", "{{.State.Status}}"));
        Assert.Equal(204, await Status(admin.PostAsync("/containers/roles/start", null)));
        Assert.Equal(403, await Status(nobody.GetAsync("/containers/roles/json")));
    }

    [Fact]
    public async Task Labels_confine_a_subject_to_its_containers()
    {
        (await _engine.Cli("create", "--name", "own", "-l", "team=web", "busybox", "true")).Expect();
        (await _engine.Cli("create", "--name", "foreign", "-l", "team=db", "busybox", "true")).Expect();
        using var web = gateway.Http("CN=web");

        Assert.Equal(200, await Status(web.GetAsync("/containers/own/json")));
        Assert.Equal(403, await Status(web.GetAsync("/containers/foreign/json")));
        Assert.Equal(403, await Status(web.PostAsync("/containers/foreign/start", null)));
        Assert.Equal(204, await Status(web.PostAsync("/containers/own/start", null)));
    }

    [Fact]
    public async Task The_audit_log_names_who_asked()
    {
        (await _engine.Cli("create", "--name", "audited", "busybox", "true")).Expect();
        using HttpClient viewer = gateway.Http("CN=viewer"), admin = gateway.Http("CN=root"), local = GatewayEngine.Connect(_engine.DockerSocket);
        await Status(viewer.PostAsync("/containers/audited/start", null));
        await Status(admin.PostAsync("/containers/audited/start", null));
        await Status(local.PostAsync("http://docker/containers/audited/start", null));

        string log = "";
        await Until.True("three lines tell of it", async () => (log = await File.ReadAllTextAsync(Path.Combine(_engine.State, "audit", "audit.log"))).Split('\n').Count(line => line.Contains("\"audited\"", StringComparison.Ordinal)) == 3);
        var lines = log.Split('\n').Where(line => line.Contains("\"audited\"", StringComparison.Ordinal)).ToList();
        Assert.Contains("\"outcome\":\"refused\",\"subject\":\"CN=viewer\",\"role\":\"viewer\",\"client\":\"127.0.0.1\",\"request\":\"container.start\"", lines[0]);
        Assert.Contains("\"outcome\":\"accepted\",\"subject\":\"CN=root\",\"role\":\"admin\"", lines[1]);
        Assert.Contains("\"outcome\":\"accepted\",\"subject\":\"user 0\",\"client\":\"docker.sock\"", lines[2]);
    }

    [Fact]
    public async Task A_certificate_that_is_taken_back_opens_nothing_any_more()
    {
        var certificate = gateway.Certificates.Issue("CN=viewer");
        using var client = gateway.Http(certificate);
        Assert.Equal(404, await Status(client.GetAsync("/containers/no/json")));

        await gateway.Configure($"actorengine.remote.revoked = [\"{certificate.GetCertHashString(HashAlgorithmName.SHA256)}\"]");

        await Until.True("it is refused", async () => await Status(client.GetAsync("/containers/no/json")) == 403);
        using var other = gateway.Http("CN=viewer");
        Assert.Equal(404, await Status(other.GetAsync("/containers/no/json")));
        await gateway.Configure("");
    }

    [Fact]
    public async Task Renewed_certificate_files_are_used_without_a_restart()
    {
        string? shown = null;
        async Task<string?> Look()
        {
            using var client = gateway.Http(gateway.Certificates.Issue("CN=root"), certificate => shown = certificate.SerialNumber);
            await Status(client.GetAsync("/_ping"));
            return shown;
        }

        string? before = await Look();
        using var renewed = gateway.Certificates.Issue("CN=engine");
        gateway.WriteOwn(renewed);

        Assert.NotEqual(before, await Look());
        Assert.Equal(renewed.SerialNumber, await Look());
    }

    [Fact]
    public async Task A_user_who_may_open_the_socket_and_not_use_the_engine_is_refused_by_it()
    {
        File.SetUnixFileMode(_engine.DockerSocket, (UnixFileMode)0x1B6);
        foreach (string folder in (string[])[_engine.Folder, _engine.Run]) File.SetUnixFileMode(folder, (UnixFileMode)0x1ED);

        var refused = await Command.Run("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "curl", "-s", "--unix-socket", _engine.DockerSocket, "http://docker/containers/no/json");

        Assert.Contains("User 65534 may not use this engine", refused.Output);
    }

    private static async Task<int> Status(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        return (int)answer.StatusCode;
    }
}
