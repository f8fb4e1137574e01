using System.Text.Json;
using ActorEngine.EndToEnd.Tests.Harness;
using ActorEngine.Registry.Tests;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Images, as Docker clients deal with them.</summary>
public sealed class GatewayImageTests(GatewayEngine gateway) : IClassFixture<GatewayEngine>
{
    public static TheoryData<string> Programs => [.. DockerCommand.Programs];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task An_image_is_listed_inspected_named_and_removed(string program)
    {
        var docker = gateway.For(program);
        string id = (await docker.Run("images", "-q", "--no-trunc", "busybox")).Expect();
        Assert.StartsWith("sha256:", id);
        Assert.Equal(id, (await docker.Run("inspect", "--type", "image", "--format", "{{.Id}}", "busybox")).Expect());
        Assert.Equal("linux/amd64", (await docker.Run("image", "inspect", "--format", "{{.Os}}/{{.Architecture}}", "busybox:latest")).Expect());
        Assert.NotEmpty((await docker.Run("history", "-q", "busybox")).Expect());
        string name = $"copy{DockerCommand.Programs.ToList().IndexOf(program)}:1";
        (await docker.Run("tag", "busybox", name)).Expect();
        Assert.Equal(name, (await docker.Run("images", "--format", "{{.Repository}}:{{.Tag}}", "--filter", $"reference={name}")).Expect());
        Assert.Equal($"Untagged: {name}", (await docker.Run("rmi", name)).Expect());
        Assert.Contains($"No such image: {name}", (await docker.Run("rmi", name)).Error);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task An_image_goes_to_a_registry_and_comes_back(string program)
    {
        var docker = gateway.For(program);
        using var registry = await DebianRegistry.StartAsync(Path.Combine(docker.Config, "registry"));
        string image = $"{registry.Name}/app:1";
        (await docker.Run("tag", "busybox", image)).Expect();
        string pushed = (await docker.Run("push", image)).Expect();
        Assert.Contains($"The push refers to repository [{registry.Name}/app]", pushed);
        Assert.Contains("1: digest: sha256:", pushed);
        (await docker.Run("rmi", image)).Expect();
        string pulled = (await docker.Run("pull", image)).Expect();
        Assert.Contains("1: Pulling from app", pulled);
        Assert.Contains($"Status: Downloaded newer image for {image}", pulled);
        Assert.Contains($"Status: Image is up to date for {image}", (await docker.Run("pull", image)).Expect());
        Assert.Contains("manifest unknown", (await docker.Run("pull", $"{registry.Name}/app:none")).Error);
        (await docker.Run("rmi", image)).Expect();
    }

    [Fact]
    public async Task Credentials_are_shown_to_the_registry_and_kept_by_the_client()
    {
        var docker = gateway.Docker;
        using var registry = await DebianRegistry.StartAsync(Path.Combine(gateway.Engine.Folder, "password"), password: true);
        string image = $"{registry.Name}/secret:1";
        (await docker.Run("tag", "busybox", image)).Expect();
        Assert.Contains("denied", (await docker.Run("push", image)).Error);
        Assert.Contains("unauthorized", (await docker.Feed("wrong", "login", "-u", DebianRegistry.User, "--password-stdin", registry.Name)).Error);
        Assert.Contains("Login Succeeded", (await docker.Feed(DebianRegistry.Password, "login", "-u", DebianRegistry.User, "--password-stdin", registry.Name)).Expect());
        (await docker.Run("push", image)).Expect();
        (await docker.Run("rmi", image)).Expect();
        (await docker.Run("pull", image)).Expect();
        (await docker.Run("rmi", image)).Expect();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://docker/distribution/{image}/json"));
        request.Headers.Add("X-Registry-Auth", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($$"""{"username":"{{DebianRegistry.User}}","password":"{{DebianRegistry.Password}}"}""")));
        using var answer = await gateway.Http.SendAsync(request);
        using var found = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("amd64", found.RootElement.GetProperty("Platforms")[0].GetProperty("architecture").GetString());
        Assert.DoesNotContain(DebianRegistry.User, (await gateway.Engine.Cli("registry", "logins")).Expect());
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Archives_are_written_and_read(string program)
    {
        var docker = gateway.For(program);
        string folder = Directory.CreateDirectory(Path.Combine(docker.Config, "archives")).FullName, one = Path.Combine(folder, "one.tar"), two = Path.Combine(folder, "two.tar");
        (await docker.Run("tag", "busybox", "saved:1")).Expect();
        (await docker.Run("tag", "busybox", "saved:2")).Expect();
        (await docker.Run("save", "-o", one, "saved:1")).Expect();
        (await docker.Run("save", "-o", two, "saved:1", "saved:2")).Expect();
        (await docker.Run("rmi", "saved:1", "saved:2")).Expect();
        Assert.Contains("Loaded image: saved:1", (await docker.Run("load", "-i", one)).Expect());
        string loaded = (await docker.Run("load", "-i", two)).Expect();
        Assert.Contains("Loaded image: saved:2", loaded);
        (await docker.Run("rmi", "saved:1", "saved:2")).Expect();
        string id = (await docker.Run("import", "--change", "CMD [\"echo\", \"hi\"]", "--message", "by hand", await StarterImage.Tar(), "imported:1")).Expect();
        Assert.StartsWith("sha256:", id);
        Assert.Equal("[echo hi] by hand", (await docker.Run("image", "inspect", "--format", "{{.Config.Cmd}} {{.Comment}}", "imported:1")).Expect());
        (await docker.Run("rmi", "imported:1")).Expect();
        Assert.Contains("No such image: nothing", (await docker.Run("save", "-o", one, "nothing")).Error);
    }

    [Fact]
    public async Task A_container_becomes_an_image()
    {
        var docker = gateway.Docker;
        (await docker.Run("run", "--name", "source", "busybox", "sh", "-c", "echo kept > /file")).Expect();
        string id = (await docker.Run("commit", "-a", "somebody", "-m", "note", "-c", "CMD [\"cat\", \"/file\"]", "source", "made:1")).Expect();
        Assert.Equal(id, (await docker.Run("image", "inspect", "--format", "{{.Id}}", "made:1")).Expect());
        Assert.Equal("kept", (await docker.Run("run", "--rm", "made:1")).Expect());
        (await docker.Run("rm", "source")).Expect();
        (await docker.Run("rmi", "made:1")).Expect();
    }

    [Fact]
    public async Task Unused_images_are_pruned()
    {
        var docker = gateway.Docker;
        (await docker.Run("import", await StarterImage.Tar(), "pruned:1")).Expect();
        string old = (await docker.Run("images", "-q", "--no-trunc", "pruned")).Expect();
        (await docker.Run("import", "-m", "another", await StarterImage.Tar(), "pruned:1")).Expect();
        Assert.Contains(old, (await docker.Run("images", "-q", "--no-trunc", "--filter", "dangling=true")).Expect());
        Assert.Contains($"deleted: {old}", (await docker.Run("image", "prune", "-f")).Expect());
        (await docker.Run("rmi", "pruned:1")).Expect();
    }

    [Fact]
    public async Task An_image_in_use_is_kept_with_dockers_words()
    {
        var docker = gateway.Docker;
        (await docker.Run("import", "-m", "of its own", await StarterImage.Tar(), "used:1")).Expect();
        (await docker.Run("create", "--name", "user", "used:1", "true")).Expect();
        Assert.Contains("conflict: unable to remove repository reference \"used:1\" (must force)", (await docker.Run("rmi", "used:1")).Error);
        (await docker.Run("rm", "user")).Expect();
        (await docker.Run("rmi", "used:1")).Expect();
    }

    [Fact]
    public async Task Errors_before_the_first_line_have_a_status_of_their_own()
    {
        foreach (var (path, status) in new[] { ("images/create?fromImage=localhost:1/nothing&tag=1", 500), ("images/create?fromImage=UPPER", 400), ("images/create", 400), ("images/nothing/push?tag=1", 404), ("commit?container=nothing", 404), ("images/nothing/tag?repo=a", 404) })
        {
            using var answer = await gateway.Http.PostAsync(new Uri($"http://docker/{path}"), null);
            Assert.Equal((path, status), (path, (int)answer.StatusCode));
            Assert.Contains("\"message\":", await answer.Content.ReadAsStringAsync());
        }
    }
}
