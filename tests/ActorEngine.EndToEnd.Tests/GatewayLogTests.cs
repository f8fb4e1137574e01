using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>What containers wrote and what happened, as Docker clients read it.</summary>
public sealed class GatewayLogTests(GatewayEngine gateway) : IClassFixture<GatewayEngine>
{
    public static TheoryData<string> Programs => [.. DockerCommand.Programs];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Logs_are_read_from_either_end(string program)
    {
        var docker = gateway.For(program);
        string name = "ends" + DockerCommand.Programs.ToList().IndexOf(program);
        (await docker.Run("run", "--name", name, "busybox", "sh", "-c", "seq 5; echo six >&2")).Expect();
        var all = await docker.Run("logs", name);
        Assert.Equal(("1\n2\n3\n4\n5\n", "six\n"), (all.Output, all.Error));
        Assert.Equal("5\n", (await docker.Run("logs", "--tail", "2", name)).Output);
        Assert.Equal("", (await docker.Run("logs", "--tail", "0", name)).Output);
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT[0-9:]+\\.\\d{9}Z 1\n", (await docker.Run("logs", "-t", name)).Output);
        Assert.Equal("", (await docker.Run("logs", "--until", "2001-01-01T00:00:00Z", name)).Output);
        Assert.Equal("1\n2\n3\n4\n5\n", (await docker.Run("logs", "--since", "2001-01-01T00:00:00.5Z", name)).Output);
        // It does not run, so that there is nothing to follow.
        Assert.Equal("1\n2\n3\n4\n5\n", (await docker.Run("logs", "-f", name)).Output);
    }

    [Fact]
    public async Task Without_a_stream_there_is_nothing_to_read()
    {
        (await gateway.Docker.Run("create", "--name", "unread", "busybox", "true")).Expect();
        using var answer = await gateway.Http.GetAsync(new Uri("http://docker/v1.44/containers/unread/logs"));
        Assert.Equal((400, "{\"message\":\"Bad parameters: you must choose at least one stream\"}\n"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Heads_come_before_there_is_anything_to_say()
    {
        (await gateway.Docker.Run("run", "-d", "--name", "quiet", "busybox", "sleep", "1000")).Expect();
        using var logs = new RawClient(gateway.Engine.DockerSocket);
        Assert.Contains("Content-Type: application/vnd.docker.multiplexed-stream\r\n", await logs.Get("/v1.44/containers/quiet/logs?stdout=1&follow=1"));
        using var events = new RawClient(gateway.Engine.DockerSocket);
        Assert.Contains("Content-Type: application/jsonl\r\n", await events.Get("/v1.52/events?filters=%7B%22container%22%3A%5B%22quiet%22%5D%7D"));
        (await gateway.Docker.Run("rm", "-f", "quiet")).Expect();
        Assert.DoesNotContain("\"status\"", await events.Until("\"Action\":\"destroy\""));
        await logs.Until("0\r\n\r\n");
    }

    [Fact]
    public async Task Events_have_the_fields_of_the_version_and_end_at_their_time()
    {
        (await gateway.Docker.Run("run", "--rm", "--name", "told", "-l", "a=b", "busybox", "sh", "-c", "exit 3")).Expect(3);
        await Until.True("its removal is told", async () => (await Told("1.44")).Contains("destroy"));
        string old = await Told("1.44"), now = await Told("1.52");
        Assert.Contains("{\"status\":\"die\",\"id\":\"", old);
        Assert.Contains("\"from\":\"busybox\",\"Type\":\"container\",\"Action\":\"die\"", old);
        Assert.Contains("\"exitCode\":\"3\"", old);
        Assert.Contains("\"scope\":\"local\",\"time\":", old);
        Assert.DoesNotContain("\"status\"", now);
        Assert.Contains("{\"Type\":\"container\",\"Action\":\"die\"", now);

        async Task<string> Told(string version) => await gateway.Http.GetStringAsync(
            new Uri($"http://docker/v{version}/events?since=1&until={TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 1}&filters=%7B%22container%22%3A%7B%22told%22%3Atrue%7D%2C%22label%22%3A%5B%22a%3Db%22%5D%7D"));
    }

    [Fact]
    public Task Streams_go_on_when_the_engine_is_killed() => Engine.Use(async engine =>
    {
        var docker = new DockerCommand("unix://" + engine.DockerSocket, DockerCommand.Newest, engine.Folder);
        (await docker.Run("run", "-di", "--name", "lines", "busybox", "sh", "-c", "echo begun; while read x; do echo $x; done; seq 1000; echo over")).Expect();
        using var logs = docker.Begin("logs", "-f", "lines");
        using var events = docker.Begin("events", "--filter", "container=lines", "--filter", "event=die", "--format", "{{.Action}} {{.Actor.Attributes.exitCode}}");
        using var attached = new RawClient(engine.DockerSocket);
        await attached.Take("/v1.44/containers/lines/attach?stream=1&stdin=1&stdout=1&logs=1");
        await attached.Send("before\n");
        await Until.True("what was typed arrived", () => logs.Output.Contains("before"));
        await engine.KillDaemon();
        await engine.StartDaemon();
        await attached.Send("after\n");
        await attached.Until("after\n");
        await engine.Cli("stop", "-t", "0", "lines");
        Assert.Equal("begun\nbefore\nafter\n", (await logs.Finished()).Output);
        await Until.True("its end was told", () => events.Output == "die 137\n");
        events.Kill();
    });
}
