using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Projects of compose files with real containers.</summary>
public sealed class ComposeTests : IAsyncLifetime
{
    private const string Stack = """
        services:
          web:
            image: busybox
            command: sh -c 'echo "web sees $$(wget -qO- http://store:8080/f)"; exec sleep 1000'
            stop_grace_period: 0s
            depends_on: {db: {condition: service_healthy}}
            environment: {GREETING: "${GREETING:-none}"}
          db:
            image: busybox
            command: sh -c 'echo kept > /data/f; sleep 0.5; touch /ready; exec httpd -f -p 8080 -h /data'
            stop_grace_period: 0s
            healthcheck: {test: [CMD, test, -e, /ready], interval: 100ms, retries: 50}
            volumes: [data:/data]
            networks: {default: {aliases: [store]}}
          worker:
            image: busybox
            command: sh -c 'echo working; exec sleep 1000'
            stop_grace_period: 0s
            scale: 2
        volumes: {data: {}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("aecompose").FullName;
    private Engine _engine = null!;

    private string File => Path.Combine(_folder, "compose.yaml");

    public async Task InitializeAsync() => _engine = await Engine.StartNew();

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_stack_comes_up_in_order_and_leaves_nothing()
    {
        await Up(Stack);
        Assert.Equal(["shop-db-1", "shop-web-1", "shop-worker-1", "shop-worker-2"], await Names());
        await Until.True("web saw what db serves under its alias", async () => (await Compose("logs", "web")).Expect().Contains("shop-web-1 | web sees kept"));
        Assert.Equal(2, (await Compose("logs", "worker")).Expect().Split('\n').Count(line => line.EndsWith("| working", StringComparison.Ordinal)));
        Assert.Equal("shop", (await _engine.Cli("compose", "ls", "-q")).Expect());
        Assert.Equal("shop web 1 False", await _engine.Inspect("shop-web-1",
            "{{index .Config.Labels \"com.docker.compose.project\"}} {{index .Config.Labels \"com.docker.compose.service\"}} {{index .Config.Labels \"com.docker.compose.container-number\"}} {{index .Config.Labels \"com.docker.compose.oneoff\"}}"));
        Assert.Equal("kept", (await Compose("exec", "-T", "db", "cat", "/data/f")).Expect());
        Assert.Equal("once", (await Compose("run", "--rm", "-T", "--no-deps", "web", "echo", "once")).Expect());

        (await Compose("down", "-v")).Expect();
        Assert.Equal("", (await _engine.Cli("ps", "-aq")).Expect());
        Assert.Equal("", (await _engine.Cli("volume", "ls", "-q")).Expect());
        Assert.DoesNotContain("shop", (await _engine.Cli("network", "ls")).Expect());
        Assert.Equal("", (await _engine.Cli("compose", "ls", "-aq")).Expect());
    }

    [Fact]
    public async Task Only_what_changed_is_made_anew_and_scale_follows()
    {
        await Up(Stack);
        string db = await _engine.Inspect("shop-db-1", "{{.Id}}"), web = await _engine.Inspect("shop-web-1", "{{.Id}}");
        await Up(Stack.Replace("${GREETING:-none}", "hello"), "--scale", "worker=1");
        Assert.Equal(db, await _engine.Inspect("shop-db-1", "{{.Id}}"));
        Assert.NotEqual(web, await _engine.Inspect("shop-web-1", "{{.Id}}"));
        Assert.Equal(["shop-db-1", "shop-web-1", "shop-worker-1"], await Names());
        Assert.Equal("hello", (await Compose("exec", "-T", "web", "sh", "-c", "echo $GREETING")).Expect());
        await Up(Stack.Replace("  worker:", "  other:"), "--remove-orphans");
        Assert.Equal(["shop-db-1", "shop-other-1", "shop-other-2", "shop-web-1"], await Names());
    }

    [Fact]
    public async Task A_service_that_keeps_failing_stops_its_project_when_the_file_says_so()
    {
        await Up("""
            services:
              good: {image: busybox, command: sleep 1000, stop_grace_period: 0s}
              bad:
                image: busybox
                command: sh -c 'exit 3'
                restart: always
                x-actorengine: {on-failure: stop-project, failures: 2, window: 60s}
            """);
        await Until.True("the project stopped", async () => (await Compose("ps", "-q")).Expect().Length == 0);
        Assert.Contains("Service bad has failed: 3 runs failed within 60 s; shop-bad-1 ended with exit code 3.", (await Compose("ps", "-a")).Error);
    }

    [Fact]
    public async Task A_project_is_supervised_by_the_next_daemon()
    {
        await Up("""
            services:
              good: {image: busybox, command: sleep 1000, stop_grace_period: 0s}
              late:
                image: busybox
                command: sh -c 'until [ -e /fail ]; do sleep 0.1; done; exit 4'
                x-actorengine: {on-failure: stop-project}
            """);
        await _engine.KillDaemon();
        await _engine.StartDaemon();
        Assert.Equal(["shop-good-1", "shop-late-1"], await Names());
        (await Compose("exec", "-T", "late", "touch", "/fail")).Expect();
        await Until.True("the project stopped", async () => (await Compose("ps", "-q")).Expect().Length == 0);
        Assert.Contains("Service late has failed: shop-late-1 ended with exit code 4", (await Compose("ps", "-a")).Error);
        (await Compose("down")).Expect();
    }

    [Fact]
    public async Task Secrets_and_configurations_are_files_in_the_containers()
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder, "key.txt"), "opens");
        await Up("""
            services:
              web: {image: busybox, command: sleep 1000, stop_grace_period: 0s, secrets: [key], configs: [{source: conf, target: /etc/app.conf}]}
            secrets: {key: {file: ./key.txt}}
            configs: {conf: {content: "a=1"}}
            """);
        Assert.Equal("opens a=1", (await Compose("exec", "-T", "web", "sh", "-c", "echo $(cat /run/secrets/key /etc/app.conf | sed 's/a=/ a=/')")).Expect());
        (await Compose("down")).Expect();
        Assert.False(Directory.Exists(Path.Combine(_engine.State, "projects", "shop")));
    }

    [Fact]
    public async Task An_image_is_built_where_the_file_says_how()
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder, "Dockerfile"), "FROM busybox\nARG WHO\nRUN echo made for $WHO > /made\nCMD cat /made\n");
        await Up("services: {web: {build: {context: ., args: {WHO: me}}}}");
        await Until.True("it ran", async () => (await Compose("logs", "--no-log-prefix", "web")).Expect() == "made for me");
        Assert.Contains("shop-web", (await _engine.Cli("images")).Expect());
    }

    [Fact]
    public async Task A_wrong_file_is_refused_with_its_line()
    {
        await System.IO.File.WriteAllTextAsync(File, "services:\n  web:\n    image: busybox\n    develop: {}\n");
        var refused = await Compose("up", "-d");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"{File}:4: services.web.develop: watching files for development is not supported", refused.Error);
    }

    private async Task Up(string text, params string[] options)
    {
        await System.IO.File.WriteAllTextAsync(File, text);
        (await Compose(["up", "-d", .. options])).Expect();
    }

    private Task<CommandResult> Compose(params string[] arguments) => _engine.Cli(["compose", "-p", "shop", "-f", File, .. arguments]);

    private async Task<string[]> Names() => [.. (await Compose("ps", "--format", "{{.Name}}")).Expect().Split('\n').Order(StringComparer.Ordinal)];
}
