using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>docker-compose 1.29 brings a stack up, changes it, follows it and takes it away.</summary>
public sealed class GatewayComposeTests(HostedGateway gateway) : IClassFixture<HostedGateway>
{
    private const string Stack = """
        version: "2.4"
        services:
          db:
            image: busybox
            command: sh -c 'mkdir -p /data/www && echo rows > /data/www/rows && exec httpd -f -p 5432 -h /data/www'
            volumes: [ "data:/data" ]
            networks: { back: { aliases: [ database ] } }
            healthcheck: { test: [ "CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:5432/rows" ], interval: 1s, retries: 20 }
          web:
            image: busybox
            command: sh -c 'mkdir /www && wget -q -O /www/index.html http://database:5432/rows && exec httpd -f -p 80 -h /www'
            environment: { MODE: "${MODE:-first}" }
            depends_on: { db: { condition: service_healthy } }
            networks: [ front, back ]
            ports: [ "127.0.0.1::80" ]
          worker:
            image: busybox
            command: sh -c 'while wget -q -O - http://web/; do sleep 0.2; done'
            depends_on: [ web ]
            networks: [ front ]
        networks: { front: {}, back: { internal: true } }
        volumes: { data: {} }

        """;

    [Fact]
    public async Task A_stack_comes_up_scales_is_followed_changes_and_goes()
    {
        string folder = Directory.CreateDirectory(Path.Combine(gateway.Engine.Folder, "stack")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "docker-compose.yml"), Stack);

        (await Compose(folder, "up", "-d")).Expect();
        Assert.Equal("healthy", await gateway.Engine.Inspect("stack_db_1", "{{.State.Health.Status}}"));
        string port = (await Compose(folder, "port", "web", "80")).Expect();
        Assert.Equal("rows", (await gateway.Run("curl", "-s", $"http://{port}/")).Expect());

        (await Compose(folder, "up", "-d", "--scale", "worker=2")).Expect();
        Assert.Equal(2, (await Compose(folder, "ps", "-q", "worker")).Expect().Split('\n').Length);
        using (var following = gateway.Begin("docker-compose", "--project-directory", folder, "-f", Path.Combine(folder, "docker-compose.yml"), "logs", "-f", "--no-color"))
            await Until.True("both workers are heard: " + following.Output, () => following.Output.Contains("worker_1  | rows", StringComparison.Ordinal) && following.Output.Contains("worker_2  | rows", StringComparison.Ordinal));

        string before = (await Compose(folder, "ps", "-q", "web")).Expect();
        (await Compose(folder, "up", "-d")).Expect();
        Assert.Equal(before, (await Compose(folder, "ps", "-q", "web")).Expect());
        (await Compose(folder, "up", "-d", "--force-recreate", "web")).Expect();
        Assert.NotEqual(before, (await Compose(folder, "ps", "-q", "web")).Expect());
        Assert.Equal("1", (await Compose(folder, "exec", "-T", "db", "sh", "-c", "ls /data/www | wc -l")).Expect());
        Assert.Equal("done", (await Compose(folder, "run", "--rm", "--no-deps", "worker", "echo", "done")).Expect());
        Assert.Contains("stack_db_1", (await Compose(folder, "top", "db")).Expect());

        (await Compose(folder, "stop")).Expect();
        (await Compose(folder, "start")).Expect();
        (await Compose(folder, "restart", "-t", "1", "worker")).Expect();
        (await Compose(folder, "down", "-v", "-t", "1")).Expect();
        Assert.Equal("", (await gateway.Run(DockerCommand.Newest, "ps", "-aq", "--filter", "label=com.docker.compose.project=stack")).Expect());
        Assert.Equal("", (await gateway.Run(DockerCommand.Newest, "volume", "ls", "-q", "--filter", "label=com.docker.compose.project=stack")).Expect());
        Assert.Equal("", (await gateway.Run(DockerCommand.Newest, "network", "ls", "-q", "--filter", "label=com.docker.compose.project=stack")).Expect());
    }

    [Fact]
    public async Task A_service_that_is_built_and_one_that_fails()
    {
        string folder = Directory.CreateDirectory(Path.Combine(gateway.Engine.Folder, "built")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), "FROM busybox\nARG WORD\nRUN echo $WORD > /word\nCMD [\"cat\", \"/word\"]\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "docker-compose.yml"), "version: '3.7'\nservices:\n  made: { build: { context: ., args: { WORD: cooked } } }\n  broken: { image: busybox, command: 'false', restart: 'no' }\n");

        (await Compose(folder, "build", "-q")).Expect();
        Assert.Contains("cooked", (await Compose(folder, "up", "--no-color", "made")).Expect());
        (await Compose(folder, "up", "--exit-code-from", "broken", "broken")).Expect(1);
        (await Compose(folder, "down", "--rmi", "local")).Expect();
    }

    private Task<CommandResult> Compose(string folder, params string[] arguments) =>
        gateway.Run("docker-compose", ["--project-directory", folder, "-f", Path.Combine(folder, "docker-compose.yml"), .. arguments]);
}
