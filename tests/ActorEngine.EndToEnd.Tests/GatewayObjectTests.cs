using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Networks, volumes, the system and what this engine has not, as Docker clients meet them.</summary>
public sealed class GatewayObjectTests(GatewayEngine gateway) : IClassFixture<GatewayEngine>
{
    public static TheoryData<string> Programs => [.. DockerCommand.Programs];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Networks_are_made_listed_used_and_removed(string program)
    {
        var docker = gateway.For(program);
        int number = DockerCommand.Programs.ToList().IndexOf(program);
        string name = $"net{number}", subnet = $"10.213.{number}.0/24";
        string id = (await docker.Run("network", "create", "--subnet", subnet, "--ip-range", $"10.213.{number}.128/25", "--gateway", $"10.213.{number}.1", "--aux-address", $"router=10.213.{number}.128", "--label", "k=v", "--attachable", name)).Expect();
        Assert.Equal(64, id.Length);
        Assert.Equal($"{id} {subnet} true v local", (await docker.Run("network", "inspect", "--format", "{{.Id}} {{(index .IPAM.Config 0).Subnet}} {{.Attachable}} {{.Labels.k}} {{.Scope}}", name)).Expect());
        Assert.Contains($"router:10.213.{number}.128", (await docker.Run("network", "inspect", "--format", "{{(index .IPAM.Config 0).AuxAddress}}", name)).Expect());
        Assert.Contains("already exists", (await docker.Run("network", "create", name)).Error);
        string container = (await docker.Run("run", "-d", "--network", name, "busybox", "sleep", "1000")).Expect();
        // The first of the range is spoken for.
        Assert.Equal($"10.213.{number}.129/24", (await docker.Run("network", "inspect", "--format", "{{range .Containers}}{{.IPv4Address}}{{end}}", name)).Expect());
        Assert.Contains("has active endpoints", (await docker.Run("network", "rm", name)).Error);
        (await docker.Run("rm", "-f", container)).Expect();
        Assert.Equal(name, (await docker.Run("network", "rm", name)).Expect());
        Assert.Contains(name, (await docker.Run("network", "inspect", name)).Error);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_networks_that_docker_has_are_there(string program)
    {
        var docker = gateway.For(program);
        string list = (await docker.Run("network", "ls", "--format", "{{.Name}} {{.Driver}} {{.Scope}}")).Expect();
        foreach (string line in (string[])["bridge bridge local", "host host local", "none null local"]) Assert.Contains(line, list);
        Assert.Equal("null", (await docker.Run("network", "inspect", "--format", "{{.Driver}}", "none")).Expect());
        foreach (string name in (string[])["bridge", "host", "none"])
        {
            Assert.Contains("is a pre-defined network and cannot be removed", (await docker.Run("network", "rm", name)).Error);
            Assert.Contains($"operation is not permitted on predefined {name} network", (await docker.Run("network", "create", name)).Error);
        }

        Assert.Equal("bridge", (await docker.Run("network", "ls", "--filter", "driver=bridge", "--filter", "type=builtin", "--format", "{{.Name}}")).Expect());
        Assert.Equal("", (await docker.Run("network", "ls", "--filter", "scope=swarm", "-q")).Expect());
    }

    [Fact]
    public async Task Containers_are_connected_and_disconnected()
    {
        var docker = gateway.Docker;
        (await docker.Run("network", "create", "--subnet", "10.213.100.0/24", "--ipv6", "--subnet", "fd00:213:100::/64", "one")).Expect();
        (await docker.Run("network", "create", "--subnet", "10.213.101.0/24", "two")).Expect();
        (await docker.Run("run", "-d", "--name", "joined", "--network", "one", "busybox", "sleep", "1000")).Expect();
        (await docker.Run("network", "connect", "--ip", "10.213.101.77", "--alias", "nick", "two", "joined")).Expect();
        Assert.Equal("10.213.101.77", (await docker.Run("inspect", "--format", "{{.NetworkSettings.Networks.two.IPAddress}}", "joined")).Expect());
        (await docker.Run("run", "--rm", "--network", "two", "busybox", "ping", "-c", "1", "-W", "2", "nick")).Expect();
        Assert.NotEqual(0, (await docker.Run("network", "connect", "two", "joined")).ExitCode);
        (await docker.Run("network", "disconnect", "two", "joined")).Expect();
        Assert.NotEqual(0, (await docker.Run("network", "disconnect", "two", "joined")).ExitCode);
        Assert.Equal("true", (await docker.Run("network", "inspect", "--format", "{{.EnableIPv6}}", "one")).Expect());
        using var inspected = JsonDocument.Parse(await gateway.Http.GetStringAsync(new Uri("http://docker/v1.52/networks/one")));
        Assert.Equal(JsonValueKind.Object, inspected.RootElement.GetProperty("Status").GetProperty("IPAM").GetProperty("Subnets").GetProperty("10.213.100.0/24").ValueKind);
        (await docker.Run("rm", "-f", "joined")).Expect();
        Assert.Contains("one\ntwo", (await docker.Run("network", "prune", "-f")).Expect());
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Volumes_are_made_used_listed_and_removed(string program)
    {
        var docker = gateway.For(program);
        string name = $"vol{DockerCommand.Programs.ToList().IndexOf(program)}";
        Assert.Equal(name, (await docker.Run("volume", "create", "--label", "k=v", name)).Expect());
        (await docker.Run("run", "--name", name + "-user", "-v", name + ":/data", "busybox", "sh", "-c", "echo kept > /data/file")).Expect();
        Assert.Equal($"{name} local v local", (await docker.Run("volume", "inspect", "--format", "{{.Name}} {{.Driver}} {{.Labels.k}} {{.Scope}}", name)).Expect());
        Assert.Equal(name, (await docker.Run("volume", "ls", "-q", "--filter", "name=" + name)).Expect());
        Assert.Contains("volume is in use", (await docker.Run("volume", "rm", name)).Error);
        Assert.Contains(name, (await docker.Run("system", "df", "-v")).Expect());
        (await docker.Run("rm", name + "-user")).Expect();
        Assert.Equal(name, (await docker.Run("volume", "rm", name)).Expect());
        Assert.NotEqual(0, (await docker.Run("volume", "inspect", name)).ExitCode);
        string anonymous = (await docker.Run("volume", "create")).Expect();
        Assert.Contains(anonymous, (await docker.Run("volume", "prune", "-f")).Expect());
    }

    [Fact]
    public async Task Named_volumes_outlive_a_prune_since_1_42()
    {
        (await gateway.Docker.Run("volume", "create", "named")).Expect();
        using (await gateway.Http.PostAsync(new Uri("http://docker/v1.42/volumes/prune"), null)) (await gateway.Docker.Run("volume", "inspect", "named")).Expect();
        using (await gateway.Http.PostAsync(new Uri("http://docker/v1.41/volumes/prune"), null)) Assert.NotEqual(0, (await gateway.Docker.Run("volume", "inspect", "named")).ExitCode);
        using var update = await gateway.Http.PutAsync(new Uri("http://docker/volumes/named?version=1"), JsonContent.Create(new { }));
        Assert.Equal(503, (int)update.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_system_describes_itself(string program)
    {
        var docker = gateway.For(program);
        Assert.Equal("overlayfs x86_64 linux inactive true", (await docker.Run("info", "--format", "{{.Driver}} {{.Architecture}} {{.OSType}} {{.Swarm.LocalNodeState}} {{.LiveRestoreEnabled}}")).Expect());
        string info = (await docker.Run("info")).Expect();
        foreach (string part in (string[])["Server Version:", "Cgroup Driver: cgroupfs", "Default Runtime:", "Kernel Version:", "Docker Root Dir:", "Network: bridge"]) Assert.Contains(part, info);
        Assert.Equal("amd64", (await docker.Run("version", "--format", "{{.Server.Arch}}")).Expect());
        string usage = (await docker.Run("system", "df")).Expect();
        foreach (string type in (string[])["Images", "Containers", "Local Volumes", "Build Cache"]) Assert.Contains(type, usage);
    }

    [Fact]
    public async Task The_disks_usage_has_its_form_of_each_version()
    {
        using var old = JsonDocument.Parse(await gateway.Http.GetStringAsync(new Uri("http://docker/v1.51/system/df")));
        Assert.Equal(["LayersSize", "Images", "Containers", "Volumes", "BuildCache"], old.RootElement.EnumerateObject().Select(property => property.Name));
        using var both = JsonDocument.Parse(await gateway.Http.GetStringAsync(new Uri("http://docker/v1.52/system/df")));
        Assert.True(both.RootElement.TryGetProperty("Images", out _) && both.RootElement.TryGetProperty("ImageUsage", out _));
        using var some = JsonDocument.Parse(await gateway.Http.GetStringAsync(new Uri("http://docker/v1.52/system/df?verbose=1&type=image&type=volume")));
        Assert.Equal(["ImageUsage", "VolumeUsage"], some.RootElement.EnumerateObject().Select(property => property.Name));
        using var unknown = await gateway.Http.GetAsync(new Uri("http://docker/system/df?type=other"));
        Assert.Equal(400, (int)unknown.StatusCode);
    }

    [Theory]
    [InlineData("GET", "services", 503)]
    [InlineData("GET", "nodes/x", 503)]
    [InlineData("POST", "secrets/create", 503)]
    [InlineData("GET", "swarm", 503)]
    [InlineData("POST", "swarm/init", 501)]
    [InlineData("POST", "swarm/leave", 503)]
    [InlineData("GET", "plugins/x/json", 404)]
    [InlineData("POST", "plugins/pull", 501)]
    [InlineData("GET", "images/search?term=busybox", 501)]
    [InlineData("GET", "networks/nothing", 404)]
    [InlineData("GET", "volumes/nothing", 404)]
    [InlineData("POST", "networks/create", 400)]
    public async Task What_this_engine_has_not_is_refused_clearly(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"http://docker/{path}"));
        using var answer = await gateway.Http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        using var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.NotEmpty(error.RootElement.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Plugins_are_none_and_a_swarm_is_not()
    {
        Assert.Equal("", (await gateway.Docker.Run("plugin", "ls", "-q")).Expect());
        Assert.Contains("This node is not a swarm manager", (await gateway.Docker.Run("node", "ls")).Error);
        Assert.Contains("Total reclaimed space", (await gateway.Docker.Run("system", "prune", "-f")).Expect());
    }

    [Fact]
    public async Task Names_in_requests_fit_whatever_their_case()
    {
        using var answer = await gateway.Http.PostAsync(new Uri("http://docker/volumes/create"), new StringContent("""{"name":"cased","LABELS":{"a":null},"driveropts":null}""", Encoding.UTF8, "application/json"));
        Assert.Equal(201, (int)answer.StatusCode);
        using var volume = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("cased", volume.RootElement.GetProperty("Name").GetString());
        (await gateway.Docker.Run("volume", "rm", "cased")).Expect();
    }
}
