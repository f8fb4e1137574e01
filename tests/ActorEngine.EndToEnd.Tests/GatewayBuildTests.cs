using System.Text.Json;
using ActorEngine.EndToEnd.Tests.Harness;
using ActorEngine.Registry.Tests;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Builds over the classic protocol.</summary>
public sealed class GatewayBuildTests(GatewayEngine gateway) : IClassFixture<GatewayEngine>
{
    public static TheoryData<string> Programs => [.. DockerCommand.Programs];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_build_is_told_in_the_words_of_the_classic_builder(string program)
    {
        var docker = gateway.For(program);
        using var folder = new BuildFolder(gateway.Engine);
        folder.Write("file", "content");
        folder.Write("Dockerfile", $"FROM busybox\nENV A={program}\nCOPY file /\nRUN echo said; echo warned >&2\nCMD [\"cat\", \"/file\"]\n");
        string said = (await docker.Run("build", "-t", "built:1", "-t", "built:2", "--label", "k=v", folder.Path)).Expect();
        Assert.Contains("Step 1/5 : FROM busybox", said);
        Assert.Contains("Step 4/5 : RUN echo said; echo warned >&2\nsaid\n", said);
        Assert.Contains("Successfully built ", said);
        Assert.Contains("Successfully tagged built:1\nSuccessfully tagged built:2", said);
        Assert.Equal(4, (await docker.Run("build", folder.Path)).Expect().Split("Using cache").Length - 1);
        Assert.Equal("content", (await docker.Run("run", "--rm", "built:1")).Expect());
        Assert.Equal("v", (await docker.Run("image", "inspect", "--format", "{{.Config.Labels.k}}", "built:2")).Expect());
        string id = (await docker.Run("build", "-q", "--label", "k=v", folder.Path)).Expect();
        Assert.Equal(id, (await docker.Run("image", "inspect", "--format", "{{.Id}}", "built:1")).Expect());
        (await docker.Run("rmi", "built:1", "built:2")).Expect();
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_that_fails_ends_the_build_with_its_exit_code(string program)
    {
        using var folder = new BuildFolder(gateway.Engine);
        folder.Write("Dockerfile", "FROM busybox\nRUN echo before; exit 3\n");
        var failed = await gateway.For(program).Run("build", "--no-cache", folder.Path);
        Assert.Equal(3, failed.ExitCode);
        Assert.Contains("before", failed.Output);
        Assert.Contains("The command '/bin/sh -c echo before; exit 3' returned a non-zero code: 3", failed.Error);
    }

    [Fact]
    public async Task Parameters_reach_the_build()
    {
        using var folder = new BuildFolder(gateway.Engine);
        folder.Write("other", "FROM busybox AS first\nARG A\nRUN echo A=$A; grep named /etc/hosts; df -k /dev/shm | tail -1\nFROM busybox\nRUN false\n");
        string said = (await gateway.Docker.Run("build", "--no-cache", "-f", folder["other"], "--build-arg", "A=given", "--target", "first", "--add-host", "named:10.1.2.3", "--shm-size", "4m", "--network", "none", folder.Path)).Expect();
        Assert.Contains("A=given", said);
        Assert.Contains("10.1.2.3", said);
        Assert.Contains(" 4096 ", said);
    }

    [Fact]
    public async Task A_Dockerfile_may_come_alone_or_from_outside_the_context()
    {
        using var folder = new BuildFolder(gateway.Engine);
        using var outside = new BuildFolder(gateway.Engine);
        Assert.Contains("Successfully built", (await gateway.Docker.Feed("FROM busybox\nLABEL a=b\n", "build", "-")).Expect());
        folder.Write("file", "x");
        folder.Write(".dockerignore", "ignored\n");
        folder.Write("ignored", "x");
        outside.Write("D", "FROM busybox\nCOPY . /c\nRUN ls /c\n");
        string said = (await gateway.Docker.Run("build", "--no-cache", "-f", outside["D"], folder.Path)).Expect();
        Assert.Contains("file", said);
        Assert.DoesNotContain("\nignored\n", said);
    }

    [Fact]
    public async Task A_base_image_is_fetched_with_the_clients_credentials()
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(gateway.Engine.Folder, "build-registry"), password: true);
        string image = $"{registry.Name}/base:1";
        (await gateway.Docker.Feed(DebianRegistry.Password, "login", "-u", DebianRegistry.User, "--password-stdin", registry.Name)).Expect();
        (await gateway.Docker.Run("tag", "busybox", image)).Expect();
        (await gateway.Docker.Run("push", image)).Expect();
        (await gateway.Docker.Run("rmi", image)).Expect();
        Assert.Contains("Successfully built", (await gateway.Docker.Feed($"FROM {image}\nLABEL a=c\n", "build", "--pull", "-")).Expect());
    }

    [Fact]
    public async Task What_a_build_cannot_have_is_refused_before_it_begins()
    {
        foreach (var (query, status) in new[] { ("version=2", 501), ("t=UPPER", 400), ("platform=foobar", 400), ("squash=1", 400) })
        {
            using var answer = await gateway.Http.PostAsync(new Uri($"http://docker/build?{query}"), new ByteArrayContent([]));
            Assert.Equal((query, status), (query, (int)answer.StatusCode));
        }

        var wrong = await gateway.Docker.Feed("FROM busybox\nNONSENSE\n", "build", "-");
        Assert.Contains("NONSENSE", wrong.Error);
        Assert.Equal(1, wrong.ExitCode);
        using var session = await gateway.Http.PostAsync(new Uri("http://docker/session"), null);
        Assert.Equal(501, (int)session.StatusCode);
    }

    [Fact]
    public async Task The_build_cache_is_pruned()
    {
        const string file = "FROM busybox\nRUN --mount=type=cache,target=/c dd if=/dev/zero of=/c/x bs=1k count=100; dd if=/dev/zero of=/y bs=1k count=100\n";
        (await gateway.Docker.Feed(file, "build", "-")).Expect();
        Assert.Contains("Using cache", (await gateway.Docker.Feed(file, "build", "-")).Expect());
        (await gateway.Docker.Run("image", "prune", "-f")).Expect();
        using var answer = await gateway.Http.PostAsync(new Uri("http://docker/build/prune?all=1"), null);
        using var pruned = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.True(pruned.RootElement.GetProperty("SpaceReclaimed").GetInt64() >= 200 * 1024, pruned.RootElement.ToString());
        Assert.NotEqual(0, pruned.RootElement.GetProperty("CachesDeleted").GetArrayLength());
        Assert.DoesNotContain("Using cache", (await gateway.Docker.Feed(file, "build", "-")).Expect());
    }

    [Fact]
    public async Task Docker_compose_builds()
    {
        using var folder = new BuildFolder(gateway.Engine);
        folder.Write("Dockerfile", "FROM busybox\nARG A=no\nRUN echo A=$A > /file\nCMD [\"cat\", \"/file\"]\n");
        folder.Write("docker-compose.yml", "version: '3.7'\nservices:\n  app:\n    build:\n      context: .\n      args:\n        A: composed\n    image: composed:1\n    network_mode: none\n");
        (await gateway.Docker.RunOther("docker-compose", "-f", folder["docker-compose.yml"], "build")).Expect();
        Assert.Equal("A=composed", (await gateway.Docker.Run("run", "--rm", "composed:1")).Expect());
    }
}
