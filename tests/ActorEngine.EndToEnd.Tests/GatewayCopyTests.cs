using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Files go into containers and out of them by the rules of docker cp.</summary>
public sealed class GatewayCopyTests(GatewayEngine gateway) : IClassFixture<GatewayEngine>
{
    private const string Tree = "mkdir -p /x/dir/sub; echo a >/x/dir/f; ln -s dir /x/ln; ln -s ln /x/ln2; ln -s f /x/dir/lf; ln -s nowhere /x/lost; chmod 4755 /x/dir/f; mkfifo /x/p; sleep 1000";

    public static TheoryData<string> Programs => [.. DockerCommand.Programs];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Files_are_copied_out_and_in_again(string program)
    {
        var docker = gateway.For(program);
        string name = "cp" + DockerCommand.Programs.ToList().IndexOf(program), here = Directory.CreateDirectory(Path.Combine(gateway.Engine.Folder, name)).FullName;
        await Begin(name);
        foreach (string source in (string[])["/x/dir", "/x/dir/.", "/x/ln"]) (await docker.Run("cp", $"{name}:{source}", here)).Expect();
        (await docker.Run("cp", "-L", $"{name}:/x/ln2", Path.Combine(here, "new"))).Expect();
        (await docker.Run("cp", $"{name}:/x/dir/f", Path.Combine(here, "renamed"))).Expect();
        Assert.Equal(
            ["dir", "dir/f", "dir/lf", "dir/sub", "f", "lf", "ln", "ln/f", "ln/lf", "ln/sub", "new", "new/f", "new/lf", "new/sub", "renamed", "sub"],
            Directory.EnumerateFileSystemEntries(here, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Select(path => Path.GetRelativePath(here, path)).Order(StringComparer.Ordinal));
        Assert.Equal("dir", new FileInfo(Path.Combine(here, "ln")).LinkTarget);
        Assert.Equal("a\n", await File.ReadAllTextAsync(Path.Combine(here, "renamed")));

        (await docker.Run("cp", here + "/.", $"{name}:/tmp/contents")).Expect();
        (await docker.Run("cp", here, $"{name}:/tmp/contents")).Expect();
        (await docker.Run("cp", Path.Combine(here, "renamed"), $"{name}:/x/ln2/there")).Expect();
        Assert.Equal("f\nlf\nsub\nthere\n", (await docker.Run("exec", name, "ls", "/x/dir")).Output);
        Assert.Equal($"{name}\ndir\nf\nlf\nln\nnew\nrenamed\nsub\n", (await docker.Run("exec", name, "sh", "-c", "cd /tmp/contents; ls | grep cp; ls | grep -v cp")).Output);
    }

    [Fact]
    public async Task Archives_go_through_pipes()
    {
        await Begin("pipes");
        using var copy = gateway.Docker.Begin("sh", ["-c", $"{DockerCommand.Newest} cp pipes:/x/dir - | {DockerCommand.Newest} cp - pipes:/tmp && {DockerCommand.Newest} exec pipes ls /tmp/dir && {DockerCommand.Newest} export pipes | tar t x/dir/f"]);
        Assert.Equal("f\nlf\nsub\nx/dir/f\n", (await copy.Finished()).Expect() + "\n");
    }

    [Fact]
    public async Task What_is_not_there_is_said_in_Dockers_words()
    {
        await Begin("lacks");
        Assert.Contains("Could not find the file /nope in container lacks", (await gateway.Docker.Run("cp", "lacks:/nope", "-")).Error);
        Assert.Contains("No such container: nobody", (await gateway.Docker.Run("cp", "nobody:/", "-")).Error);
        Assert.Equal((400, "extraction point is not a directory"), await Put("lacks", "/x/dir/f"));
        Assert.Equal((404, "Could not find the file /nope in container lacks"), await Put("lacks", "/nope"));
        (await gateway.Docker.Run("create", "--read-only", "--name", "sealed", "busybox", "true")).Expect();
        Assert.Equal((400, "container rootfs is marked read-only"), await Put("sealed", "/"));
    }

    [Theory]
    [InlineData("/x/ln2", "\"name\":\"ln2\",\"size\":2,\"mode\":134218239,", "\"linkTarget\":\"/x/dir\"")]
    [InlineData("/x/lost", "\"name\":\"lost\",", "\"linkTarget\":\"/x/nowhere\"")]
    [InlineData("/x/dir/.", "\"name\":\".\",", "\"linkTarget\":\"\"")]
    [InlineData("/x/dir/f", "\"name\":\"f\",\"size\":2,\"mode\":8389101,", "\"linkTarget\":\"\"")]
    public async Task The_head_tells_what_a_path_is(string path, string begin, string end)
    {
        string name = "stat" + path.Replace('/', '-');
        await Begin(name);
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri($"http://docker/v1.44/containers/{name}/archive?path={path}"));
        using var answer = await gateway.Http.SendAsync(request);
        string stat = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(answer.Headers.GetValues("X-Docker-Container-Path-Stat").Single()));
        Assert.Contains(begin, stat);
        Assert.Contains(end, stat);
    }

    private async Task Begin(string name)
    {
        (await gateway.Docker.Run("run", "-d", "--name", name, "busybox", "sh", "-c", Tree)).Expect();
        await Until.True("the tree is there", async () => (await gateway.Docker.Run("exec", name, "test", "-p", "/x/p")).ExitCode == 0);
    }

    private async Task<(int Status, string Message)> Put(string container, string path)
    {
        using var body = new ByteArrayContent(new byte[1024]);
        body.Headers.ContentType = new("application/x-tar");
        using var answer = await gateway.Http.PutAsync(new Uri($"http://docker/v1.44/containers/{container}/archive?path={path}"), body);
        return ((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Trim()["{\"message\":\"".Length..^2]);
    }
}
