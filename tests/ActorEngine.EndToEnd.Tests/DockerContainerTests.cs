using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Containers as Docker's clients make, watch and end them.</summary>
public sealed class DockerContainerTests(GatewayEngine gateway) : IClassFixture<GatewayEngine>
{
    public static TheoryData<string> Programs => [.. DockerCommand.Programs];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Run_ends_as_the_program_did_and_tells_why_it_could_not_begin(string program)
    {
        var docker = gateway.For(program);
        Assert.Equal("out", (await docker.Run("run", "--rm", "busybox", "sh", "-c", "echo out; exit 7")).Expect(7));
        var missing = await docker.Run("run", "--rm", "busybox", "nosuch");
        Assert.Contains("executable file not found in $PATH", missing.Error);
        missing.Expect(127);
        var directory = await docker.Run("run", "--rm", "busybox", "/etc");
        Assert.Contains("permission denied", directory.Error);
        directory.Expect(126);
        (await docker.Run("run", "--rm", "--network", "nosuch", "busybox")).Expect(125);
        Assert.Equal("", (await docker.Run("ps", "-aq", "--filter", "ancestor=busybox", "--filter", "status=created")).Expect());
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_not_found_in_words_that_clients_look_for()
    {
        var (status, message) = await Post("containers/create", """{"Image":"nosuch"}""");
        Assert.Equal((404, "No such image: nosuch:latest"), (status, message));
        (status, message) = await Post("containers/create?platform=linux/arm64", """{"Image":"busybox"}""");
        Assert.Equal(404, status);
        Assert.Contains("does not match the specified platform (linux/arm64)", message);
    }

    [Fact]
    public async Task A_container_goes_through_all_its_states()
    {
        var docker = gateway.Docker;
        string id = (await docker.Run("run", "-d", "--name", "states", "busybox", "sleep", "1000")).Expect();
        Assert.Equal(304, (await Post("containers/states/start")).Status);
        (await docker.Run("pause", "states")).Expect();
        Assert.Equal((409, $"Container {id} is already paused"), await Post("containers/states/pause"));
        Assert.Equal((409, $"Container {id} is paused, unpause the container before exec"), await Post("containers/states/exec", """{"Cmd":["true"]}"""));
        (await docker.Run("unpause", "states")).Expect();
        Assert.Equal((409, $"Container {id} is not paused"), await Post("containers/states/unpause"));
        (await docker.Run("rename", "states", "renamed")).Expect();
        using (var refused = await gateway.Http.DeleteAsync(new Uri("http://docker/containers/renamed")))
        {
            Assert.Equal(409, (int)refused.StatusCode);
            Assert.Equal("cannot remove container \"renamed\": container is running: stop the container before removing or force remove", Text(await refused.Content.ReadFromJsonAsync<JsonElement>(), "message"));
        }

        Assert.Contains("sleep 1000", (await docker.Run("top", "renamed", "-o", "pid,args")).Expect());
        (await docker.Run("restart", "-t", "0", "renamed")).Expect();
        (await docker.Run("kill", "renamed")).Expect();
        Assert.Equal("137", (await docker.Run("wait", "renamed")).Expect());
        Assert.Equal(304, (await Post("containers/renamed/stop")).Status);
        Assert.Equal((409, $"cannot kill container: renamed: container {id} is not running"), await Post("containers/renamed/kill"));
        Assert.Equal("renamed", (await docker.Run("rm", "renamed")).Expect());
        Assert.Equal((404, "No such container: renamed"), await Post("containers/renamed/start"));
    }

    [Fact]
    public async Task A_wait_is_noted_before_its_head_is_sent()
    {
        await Post("containers/create?name=waited", """{"Image":"busybox","Cmd":["sh","-c","exit 3"]}""");
        foreach (string condition in new[] { "next-exit", "removed" })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"http://docker/containers/waited/wait?condition={condition}");
            using var waiting = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(200, (int)waiting.StatusCode);
            if (condition == "next-exit") await Post("containers/waited/start");
            else (await gateway.Docker.Run("rm", "waited")).Expect();
            Assert.Equal("{\"StatusCode\":3}\n", await waiting.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_list_has_addresses_mounts_and_what_filters_ask_for()
    {
        var docker = gateway.Docker;
        string id = (await docker.Run("run", "-d", "--name", "listed", "--network", "bridge", "-l", "role=web", "-p", "127.0.0.1::80", "-v", "listed:/data", "busybox", "sleep", "1000")).Expect();
        var row = (await Get("containers/json")).EnumerateArray().Single(found => found.GetProperty("Id").GetString() == id);
        Assert.Equal("/listed", row.GetProperty("Names")[0].GetString());
        Assert.StartsWith("172.", row.GetProperty("NetworkSettings").GetProperty("Networks").GetProperty("bridge").GetProperty("IPAddress").GetString());
        Assert.Equal(("volume", "listed", "/data"), (Text(row.GetProperty("Mounts")[0], "Type"), Text(row.GetProperty("Mounts")[0], "Name"), Text(row.GetProperty("Mounts")[0], "Destination")));
        int port = row.GetProperty("Ports")[0].GetProperty("PublicPort").GetInt32();
        foreach (string filter in new[] { "label=role=web", "name=liste", $"id={id[..12]}", "status=running", "network=bridge", "volume=listed", "volume=/data", $"publish={port}", "expose=80/tcp", "ancestor=busybox", "health=none", "is-task=false" })
            Assert.Contains(id[..12], (await docker.Run("ps", "-q", "--filter", filter)).Expect());
        foreach (string filter in new[] { "label=role=db", "status=paused", "publish=1", "exited=0", "is-task=true", "network=none" })
            Assert.DoesNotContain(id[..12], (await docker.Run("ps", "-aq", "--filter", filter)).Expect());
        Assert.Equal(400, (int)(await gateway.Http.GetAsync(new Uri("http://docker/containers/json?filters=%7B%22colour%22%3A%5B%22red%22%5D%7D"))).StatusCode);
        (await docker.Run("exec", "listed", "sh", "-c", "head -c 5000 /dev/zero > /written; echo x > /etc/added")).Expect();
        Assert.Contains("A /written", (await docker.Run("diff", "listed")).Expect());
        Assert.Contains("kB", (await docker.Run("ps", "-s", "--filter", "name=listed", "--format", "{{.Size}}")).Expect());
        Assert.True((await Get("containers/listed/json?size=1")).GetProperty("SizeRw").GetInt64() >= 5000);
        (await docker.Run("rm", "-fv", "listed")).Expect();
    }

    [Fact]
    public async Task Statistics_tell_the_share_of_the_processor_and_the_memory()
    {
        await Post("containers/create?name=busy", """{"Image":"busybox","Cmd":["sh","-c","while :; do :; done"],"HostConfig":{"Memory":67108864}}""");
        await Post("containers/busy/start");
        var stats = await Get("containers/busy/stats?stream=false");
        long Total(string part) => stats.GetProperty(part).GetProperty("cpu_usage").GetProperty("total_usage").GetInt64();
        long Host(string part) => stats.GetProperty(part).GetProperty("system_cpu_usage").GetInt64();
        double share = (double)(Total("cpu_stats") - Total("precpu_stats")) / (Host("cpu_stats") - Host("precpu_stats")) * stats.GetProperty("cpu_stats").GetProperty("online_cpus").GetInt32();
        Assert.InRange(share, 0.05, 1.2);
        Assert.Equal(67108864, stats.GetProperty("memory_stats").GetProperty("limit").GetInt64());
        Assert.True(stats.GetProperty("memory_stats").GetProperty("usage").GetInt64() > 0);
        var once = await Get("containers/busy/stats?stream=false&one-shot=true");
        Assert.Equal(0, once.GetProperty("precpu_stats").GetProperty("cpu_usage").GetProperty("total_usage").GetInt64());
        (await gateway.Docker.Run("update", "--cpus", "0.5", "--memory", "96m", "--memory-swap", "192m", "--restart", "always", "busy")).Expect();
        Assert.Equal("500000000 100663296 always", (await gateway.Docker.Run("inspect", "-f", "{{.HostConfig.NanoCpus}} {{.HostConfig.Memory}} {{.HostConfig.RestartPolicy.Name}}", "busy")).Expect());
        (await gateway.Docker.Run("rm", "-f", "busy")).Expect();
        Assert.Equal(404, (int)(await gateway.Http.GetAsync(new Uri("http://docker/containers/busy/stats?stream=false"))).StatusCode);
    }

    [Fact]
    public async Task An_exec_session_is_created_looked_at_and_known_by_its_own_id()
    {
        string container = (await gateway.Docker.Run("run", "-d", "--name", "executes", "busybox", "sleep", "1000")).Expect();
        using var created = await gateway.Http.PostAsync(new Uri("http://docker/containers/executes/exec"), Json("""{"Cmd":["sh","-c","exit 4"],"AttachStdout":true,"User":"root"}"""));
        Assert.Equal(201, (int)created.StatusCode);
        string exec = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("Id").GetString()!;
        var state = await Get($"exec/{exec}/json");
        Assert.Equal((container, false, JsonValueKind.Null), (Text(state, "ContainerID"), state.GetProperty("Running").GetBoolean(), state.GetProperty("ExitCode").ValueKind));
        Assert.Equal("sh", state.GetProperty("ProcessConfig").GetProperty("entrypoint").GetString());
        Assert.Contains(exec, (await gateway.Docker.Run("inspect", "-f", "{{.ExecIDs}}", "executes")).Expect());
        using var unknown = await gateway.Http.GetAsync(new Uri($"http://docker/exec/{new string('0', 64)}/json"));
        Assert.Equal(404, (int)unknown.StatusCode);
        Assert.Contains("No such exec instance", await unknown.Content.ReadAsStringAsync());
        (await gateway.Docker.Run("rm", "-f", "executes")).Expect();
    }

    [Fact]
    public async Task Linked_containers_find_each_other_by_the_link_s_name()
    {
        var docker = gateway.Docker;
        (await docker.Run("run", "-d", "--name", "linked", "--network", "bridge", "busybox", "sleep", "1000")).Expect();
        string address = (await docker.Run("inspect", "-f", "{{.NetworkSettings.Networks.bridge.IPAddress}}", "linked")).Expect();
        Assert.Contains($"{address}\tstore", (await docker.Run("run", "--rm", "--network", "bridge", "--link", "linked:store", "busybox", "cat", "/etc/hosts")).Expect());
        (await docker.Run("rm", "-f", "linked")).Expect();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private async Task<JsonElement> Get(string path)
    {
        using var answer = await gateway.Http.GetAsync(new Uri("http://docker/" + path));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<(int Status, string Message)> Post(string path, string? body = null)
    {
        using var answer = await gateway.Http.PostAsync(new Uri("http://docker/" + path), body is null ? null : Json(body));
        string text = await answer.Content.ReadAsStringAsync();
        if ((int)answer.StatusCode < 400) return ((int)answer.StatusCode, "");
        return ((int)answer.StatusCode, JsonDocument.Parse(text).RootElement.GetProperty("message").GetString() ?? "");
    }
}
