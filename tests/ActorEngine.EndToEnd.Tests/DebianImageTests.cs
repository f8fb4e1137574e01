using System.Net.Sockets;
using System.Text;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Images of a whole distribution, made by debootstrap, whose services run.</summary>
public sealed class DebianImageTests : IAsyncLifetime
{
    private readonly int _port = Random.Shared.Next(20_000, 30_000);
    private Engine _engine = null!;

    public async Task InitializeAsync() => _engine = await Engine.StartNew(hocon: $"actorengine.networks.pools = [\"10.{Random.Shared.Next(200, 250)}.0.0/16 26\"]");

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Debians_nginx_and_redis_answer_through_the_bridge()
    {
        string tar = await DebianRoot.Tar();
        using (var import = _engine.Begin("import", "-c", "CMD [\"nginx\", \"-g\", \"daemon off;\"]", "-c", "EXPOSE 80", "-c", "STOPSIGNAL QUIT", tar, "debian-nginx"))
            (await import.Finished(120)).Expect();
        // Not a file differs from what the packages say, and no owner, mode or set-user-id bit was lost.
        Assert.Equal("", (await _engine.Cli("run", "--rm", "debian-nginx", "dpkg", "--verify")).Expect());
        Assert.Equal("-rwsr-xr-x root root", (await _engine.Cli("run", "--rm", "debian-nginx", "stat", "-c", "%A %U %G", "/usr/bin/passwd")).Expect());

        (await _engine.Cli("run", "-d", "--name", "web", "--network", "bridge", "-p", $"127.0.0.1:{_port}:80", "debian-nginx")).Expect();
        using var http = new HttpClient();
        string page = "";
        await Until.True("nginx answers", async () => (page = await Get(http)).Length > 0);
        Assert.Contains("Welcome to nginx", page);
        (await _engine.Cli("exec", "web", "sh", "-c", "echo changed > /var/www/html/index.html")).Expect();
        Assert.Equal("changed\n", await http.GetStringAsync($"http://127.0.0.1:{_port}/"));
        Assert.Contains("\"GET / HTTP/1.1\" 200", (await _engine.Cli("exec", "web", "cat", "/var/log/nginx/access.log")).Expect());

        // What was changed in it becomes an image; redis is another one with the same layers.
        (await _engine.Cli("commit", "-c", "ENV PATH=$PATH:/opt/bin", "-c", "CMD [\"redis-server\", \"--bind\", \"0.0.0.0\", \"--protected-mode\", \"no\", \"--save\", \"\"]", "web", "debian-redis")).Expect();
        (await _engine.Cli("stop", "web")).Expect();
        Assert.Equal("0", await _engine.Inspect("web", "{{.State.ExitCode}}"));
        (await _engine.Cli("run", "-d", "--name", "store", "--network", "bridge", "-p", $"127.0.0.1:{_port + 1}:6379", "debian-redis")).Expect();
        await Until.True("redis answers", async () => await Ask("PING") == "+PONG\r\n");
        Assert.Equal("+OK\r\n", await Ask("SET key kept"));
        Assert.Equal("kept", (await _engine.Cli("exec", "store", "redis-cli", "GET", "key")).Expect());
        Assert.Equal("changed", (await _engine.Cli("exec", "store", "cat", "/var/www/html/index.html")).Expect());
        Assert.EndsWith(":/opt/bin", (await _engine.Cli("run", "--rm", "debian-redis", "sh", "-c", "echo $PATH")).Expect());
        (await _engine.Cli("rm", "-f", "web", "store")).Expect();
    }

    [Fact]
    public async Task Connections_of_postgres_and_iperf3_are_open_while_the_daemon_is_killed_under_load()
    {
        using (var import = _engine.Begin("import", await DebianRoot.Tar(), "debian"))
            (await import.Finished(120)).Expect();
        (await _engine.Cli("network", "create", "back")).Expect();
        const string Server = """
            export PATH=$PATH:$(echo /usr/lib/postgresql/*/bin) D=/var/lib/postgresql/data
            [ -s $D/PG_VERSION ] || { initdb -A trust -D $D && echo 'host all all all trust' >> $D/pg_hba.conf; } || exit
            exec postgres -D $D -k /tmp -c listen_addresses='*'
            """;
        (await _engine.Cli("run", "-d", "--name", "base", "--network", "back", "--user", "postgres", "-v", "rows:/var/lib/postgresql", "--shm-size", "128m", "--stop-signal", "INT", "debian", "sh", "-c", Server)).Expect();
        (await _engine.Cli("run", "-d", "--name", "meter", "--network", "back", "debian", "iperf3", "-s")).Expect();
        await Until.True("postgres answers", async () => (await Sql("CREATE TABLE IF NOT EXISTS t (i int)")).ExitCode == 0, 60);

        // One connection each, for the whole time: a cut one ends its program with an error.
        string[] writes = [.. Enumerable.Range(0, 60).SelectMany(i => (string[])["-c", $"INSERT INTO t VALUES ({i})", "-c", "SELECT pg_sleep(0.1)"])];
        (await _engine.Cli(["run", "-d", "--name", "writer", "--network", "back", "debian", "psql", "-v", "ON_ERROR_STOP=1", "-h", "base", "-U", "postgres", .. writes])).Expect();
        (await _engine.Cli("run", "-d", "--name", "sender", "--network", "back", "debian", "iperf3", "-c", "meter", "-t", "6", "-P", "4")).Expect();
        for (int i = 0; i < 2; i++)
        {
            int rows = await Rows();
            await _engine.KillDaemon();
            await _engine.StartDaemon();
            await Until.True("rows are added", async () => await Rows() > rows);
        }

        Assert.Equal("0", (await _engine.Cli("wait", "writer")).Expect());
        Assert.Equal("0", (await _engine.Cli("wait", "sender")).Expect());
        Assert.Contains("receiver", (await _engine.Cli("logs", "sender")).Expect());
        Assert.Equal(60, await Rows());

        (await _engine.Cli("stop", "base")).Expect();
        Assert.Equal("0", await _engine.Inspect("base", "{{.State.ExitCode}}"));
        (await _engine.Cli("start", "base")).Expect();
        await Until.True("postgres answers again", async () => (await Sql("SELECT 1")).ExitCode == 0);
        Assert.Equal(60, await Rows());

        async Task<int> Rows() => int.Parse((await Sql("SELECT count(*) FROM t")).Expect());

        Task<CommandResult> Sql(string statement) => _engine.Cli("run", "--rm", "--network", "back", "debian", "psql", "-h", "base", "-U", "postgres", "-Atc", statement);
    }

    private async Task<string> Get(HttpClient http)
    {
        try
        {
            return await http.GetStringAsync($"http://127.0.0.1:{_port}/");
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    private async Task<string> Ask(string command)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port + 1);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
            byte[] answer = new byte[256];
            return Encoding.ASCII.GetString(answer, 0, await client.GetStream().ReadAsync(answer));
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return "";
        }
    }
}
