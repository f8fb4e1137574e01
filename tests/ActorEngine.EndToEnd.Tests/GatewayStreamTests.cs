using System.Text;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Connections that streams take over: attach and exec.</summary>
public sealed class GatewayStreamTests(GatewayEngine gateway) : IClassFixture<GatewayEngine>
{
    private const int Often = 200;

    [Fact]
    public async Task A_run_with_input_ends_when_the_program_does_however_often()
    {
        await gateway.Docker.Run("create", "-i", "--name", "often", "busybox", "cat");
        for (int i = 0; i < Often; i++) Assert.Equal((0, $"{i}\n"), Code(await gateway.Docker.Feed($"{i}\n", "start", "-ai", "often")));
    }

    [Fact]
    public async Task An_exec_without_input_ends_however_often()
    {
        await Run("-d", "--name", "execs", "busybox", "sleep", "1000");
        for (int i = 0; i < Often; i++) Assert.Equal((0, $"{i}\n"), Code(await gateway.Docker.Run("exec", "execs", "echo", $"{i}")));
        Assert.Equal((7, ""), Code(await gateway.Docker.Run("exec", "execs", "sh", "-c", "exit 7")));
        Assert.Equal((0, "in"), Code(await gateway.Docker.Feed("in", "exec", "-i", "execs", "cat")));
    }

    [Fact]
    public async Task Input_that_ends_first_leaves_the_output_going()
    {
        await gateway.Docker.Run("create", "-i", "--name", "half", "busybox", "sh", "-c", "cat; echo over; echo wrong >&2");
        using var client = new RawClient(gateway.Engine.DockerSocket);
        string head = await client.Take("/v1.44/containers/half/attach?stream=1&stdin=1&stdout=1&stderr=1");
        Assert.StartsWith("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\n", head);
        await client.Send("typed\n");
        client.EndInput();
        await gateway.Docker.Run("start", "half");
        string text = RawClient.Frames(await client.Rest());
        Assert.Contains("[1]typed\nover\n", text);
        Assert.Contains("[2]wrong\n", text);
    }

    [Theory]
    [InlineData("1.41", true, "101 UPGRADED", "application/vnd.docker.raw-stream")]
    [InlineData("1.42", true, "101 UPGRADED", "application/vnd.docker.multiplexed-stream")]
    [InlineData("1.44", false, "200 OK", "application/vnd.docker.raw-stream")]
    public async Task The_head_is_as_the_version_and_the_client_want_it(string version, bool upgrade, string status, string type)
    {
        string name = "head" + version + upgrade;
        await gateway.Docker.Run("create", "--name", name, "busybox", "echo", "first byte");
        using var client = new RawClient(gateway.Engine.DockerSocket);
        string head = await client.Take($"/v{version}/containers/{name}/attach?stream=1&stdout=1", upgrade: upgrade);
        Assert.StartsWith($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\n", head);
        await gateway.Docker.Run("start", name);
        Assert.Equal("[1]first byte\n", RawClient.Frames(await client.Rest()));
    }

    [Fact]
    public async Task A_terminals_bytes_are_as_they_are_and_keys_detach_from_it()
    {
        await Run("-dit", "--name", "tty", "busybox", "cat");
        using var client = new RawClient(gateway.Engine.DockerSocket);
        string head = await client.Take("/v1.44/containers/tty/attach?stream=1&stdin=1&stdout=1&detachKeys=ctrl-x,y");
        Assert.Contains("Content-Type: application/vnd.docker.raw-stream\r\n", head);
        await client.Send("ab\n");
        await client.Until("ab\r\nab\r\n");
        await client.Send("c\u0018y");
        await client.Rest();
        Assert.Equal("true", (await gateway.Docker.Run("inspect", "-f", "{{.State.Running}}", "tty")).Expect());
        await Until.True("the event stream tells of it", async () =>
            (await gateway.Docker.Run("events", "--since", "1h", "--until", "0s", "-f", "container=tty", "--format", "{{.Action}}")).Expect().Contains("detach"));
    }

    [Fact]
    public async Task Refusals_come_before_the_connection_is_taken_over()
    {
        Assert.Equal((404, "No such container: nobody"), await Refusal("/v1.44/containers/nobody/attach?stream=1"));
        await Run("-d", "--name", "still", "busybox", "sleep", "1000");
        Assert.Equal((400, "Invalid detach keys (ctrl-1) provided"), await Refusal("/v1.44/containers/still/attach?stream=1&detachKeys=ctrl-1"));
        await gateway.Docker.Run("pause", "still");
        Assert.Equal((409, "container still is paused, unpause the container before attach"), await Refusal("/v1.44/containers/still/attach?stream=1"));
        await gateway.Docker.Run("unpause", "still");
        Assert.Equal((404, "No such exec instance: 123"), await Refusal("/v1.44/exec/123/start", "{}"));
    }

    [Fact]
    public async Task A_client_that_leaves_without_a_word_is_let_go()
    {
        await Run("-di", "--name", "left", "busybox", "sleep", "1000");
        using (var client = new RawClient(gateway.Engine.DockerSocket))
            await client.Take("/v1.44/containers/left/attach?stream=1&stdin=1&stdout=1");
        await Until.True("the engine knows that nobody is attached", async () => !(await gateway.Engine.Cli("tree")).Expect().Contains("container.attach"));
    }

    [Fact]
    public async Task A_terminal_is_sized_while_its_program_starts()
    {
        await Run("-d", "--name", "sized", "busybox", "sleep", "1000");
        string body = await Post("/v1.44/containers/sized/exec", "{\"Cmd\":[\"sh\",\"-c\",\"sleep 0.3; stty size\"],\"Tty\":true,\"AttachStdout\":true}");
        string id = body.Split('"')[3];
        using var client = new RawClient(gateway.Engine.DockerSocket);
        var taking = client.Take($"/v1.44/exec/{id}/start", "{\"Tty\":true}");
        await Post($"/v1.44/exec/{id}/resize?h=12&w=34", "");
        Assert.Contains("Content-Type: application/vnd.docker.raw-stream\r\n", await taking);
        Assert.Equal("12 34", Encoding.ASCII.GetString(await client.Rest()).Trim());
        Assert.Equal("40 100", (await Terminal("--rm -it busybox stty size")).Expect().Trim());
    }

    [Fact]
    public async Task A_program_that_is_not_there_says_so_where_its_output_would_be()
    {
        await Run("-d", "--name", "lacks", "busybox", "sleep", "1000");
        var result = await gateway.Docker.Run("exec", "lacks", "no-such-program");
        Assert.Equal(127, result.ExitCode);
        Assert.Contains("executable file not found in $PATH", result.Output + result.Error);
    }

    private async Task Run(params string[] arguments) => (await gateway.Docker.Run(["run", .. arguments])).Expect();

    private async Task<CommandResult> Terminal(string line)
    {
        using var command = gateway.Docker.Terminal("run " + line, "stty rows 40 cols 100; ");
        return await command.Finished();
    }

    private async Task<(int Status, string Message)> Refusal(string target, string body = "")
    {
        using var answer = await gateway.Http.PostAsync(new Uri("http://docker" + target), new StringContent(body, Encoding.UTF8, "application/json"));
        return ((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Trim()["{\"message\":\"".Length..^2]);
    }

    private async Task<string> Post(string target, string body)
    {
        using var answer = await gateway.Http.PostAsync(new Uri("http://docker" + target), new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, $"{target}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadAsStringAsync();
    }

    private static (int, string) Code(CommandResult result) => (result.ExitCode, result.Output);
}
