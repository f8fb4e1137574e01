using ActorEngine.Builder.Tests;
using ActorEngine.EndToEnd.Tests.Harness;
using ActorEngine.Registry.Tests;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>What builds fetch, from servers on loopback.</summary>
public sealed class BuildRemoteTests : IClassFixture<SharedEngine>, IDisposable
{
    private readonly Engine _engine;
    private readonly BuildFolder _folder;
    private readonly string _served = Directory.CreateTempSubdirectory("served-").FullName;
    private readonly FileServer _server;

    public BuildRemoteTests(SharedEngine shared)
    {
        _engine = shared.Engine;
        _folder = new BuildFolder(_engine);
        _server = new FileServer(_served);
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
        Directory.Delete(_served, recursive: true);
    }

    [Fact]
    public async Task Files_by_url_are_added_and_fetched_again_only_where_they_changed()
    {
        Serve("file", "first");
        string file = $"FROM busybox\nADD --chmod=0644 {_server.Url}file /dir/\nCMD stat -c '%a %u' /dir/file; cat /dir/file\n";
        await _folder.Built(file, "-t", "added");
        Assert.Equal("644 0\nfirst", (await _engine.Cli("run", "--rm", "added")).Expect());
        Assert.Single((await _folder.Built(file)).Split('\n'), line => line.EndsWith(" CACHED", StringComparison.Ordinal));
        Assert.Equal(["/file 200", "/file 304"], _server.Answers);
        Serve("file", "second");
        await _folder.Built(file, "-t", "added");
        Assert.EndsWith("second", (await _engine.Cli("run", "--rm", "added")).Expect());
        // Unchanged, and wanted somewhere else.
        await _folder.Built(file.Replace("/dir/", "/else/"), "-t", "added");
        Assert.Equal("second", (await _engine.Cli("run", "--rm", "added", "cat", "/else/file")).Expect());
    }

    [Fact]
    public async Task A_checksum_is_checked_and_archives_stay_packed()
    {
        (await Command.Run("sh", "-c", $"cd '{_served}' && echo inner > inner && tar -czf a.tgz inner")).Expect();
        string sum = (await Command.Run("sha256sum", Path.Combine(_served, "a.tgz"))).Expect().Split(' ')[0];
        Assert.Equal("inner\na.tgz", await _folder.Says($"FROM busybox\nADD --checksum=sha256:{sum} {_server.Url}a.tgz /packed/\nADD --unpack=true {_server.Url}a.tgz /open/\nRUN ls /open; ls /packed\n"));
        var wrong = await _folder.Build($"FROM busybox\nADD --checksum=sha256:{new string('0', 64)} {_server.Url}a.tgz /packed/\n");
        Assert.Contains($"has the digest sha256:{sum}, not sha256:000", wrong.Error);
        Assert.Contains("Dockerfile:2", wrong.Error);
    }

    [Fact]
    public async Task Repositories_are_added_and_built_from()
    {
        string commit = await MakeRepository();
        string url = _server.Url + "app.git";
        const string Files = "FROM busybox\nCOPY . /c\nRUN cat /c/file; ls -A /c; ls -A /c/sub 2>/dev/null\n";
        Assert.Equal("main\nfile\nsub\nDockerfile\ninner", await _folder.Says($"FROM busybox\nADD {url} /r\nRUN cat /r/file; ls -A /r | grep -v ignore; ls /r/sub\n"));
        Assert.Equal("tagged", await _folder.Says($"FROM busybox\nADD --checksum={commit} {url}#v1 /r\nRUN cat /r/file\n"));
        Assert.Equal("inner\nfalse", await _folder.Says($"FROM busybox\nADD --keep-git-dir=true {url}#main /r\nADD {url}#main:sub /s\nRUN cat /s/inner; test -d /r/.git && grep bare /r/.git/config | tr -d '\\t ' | cut -d= -f2\n"));
        Assert.Contains($"{url}#v1 is at the commit {commit}", (await _folder.Build($"FROM busybox\nADD --checksum={new string('0', 40)} {url}#v1 /r\n")).Error);

        var built = await _engine.Cli("build", "--no-cache", "-t", "from-git", $"{url}#main:sub");
        built.Expect();
        Assert.Contains($"[internal] load git source {url}#main:sub", built.Error);
        Assert.Equal("inner", (await _engine.Cli("run", "--rm", "from-git")).Expect());
        _folder.Write("stdin", Files);
        using var other = _engine.Begin("build", "--no-cache", "-f", "-", url + "#" + commit);
        await other.Input.WriteAsync(Files);
        other.Input.Close();
        Assert.Contains(" tagged", (await other.Finished()).Error);
        Assert.Contains("no branch or tag 'none'", (await _engine.Cli("build", url + "#none")).Error);
        Assert.Contains("git ls-remote failed", (await _engine.Cli("build", _server.Url + "missing.git")).Error);
    }

    [Fact]
    public async Task A_token_goes_to_the_repositorys_host()
    {
        await MakeRepository();
        using var build = new Command(Path.Combine(Checkout.Bin, "actorctl"), ["build", "--secret", "id=GIT_AUTH_TOKEN", _server.Url + "app.git#main:sub"], new Dictionary<string, string>(_engine.EngineEnvironment) { ["GIT_AUTH_TOKEN"] = "hush" });
        (await build.Finished(120)).Expect();
        Assert.Contains("basic " + Convert.ToBase64String("x-access-token:hush"u8), _server.Authorisations);
    }

    [Fact]
    public async Task Archives_and_Dockerfiles_by_url_are_contexts()
    {
        (await Command.Run("sh", "-c", $"mkdir '{_served}/t' && cd '{_served}/t' && printf 'FROM busybox\\nCOPY . /c\\nCMD ls /c\\n' > Dockerfile && echo Dockerfile > .dockerignore && echo x > a && tar -czf ../context.tgz .")).Expect();
        (await _engine.Cli("build", "-t", "by-url", _server.Url + "context.tgz")).Expect();
        Assert.Equal("a", (await _engine.Cli("run", "--rm", "by-url")).Expect());
        Serve("alone", "FROM busybox\nCMD echo alone\n");
        (await _engine.Cli("build", "-t", "by-url", _server.Url + "alone")).Expect();
        Assert.Equal("alone", (await _engine.Cli("run", "--rm", "by-url")).Expect());
        Assert.Contains("the server answers 404", (await _engine.Cli("build", _server.Url + "none")).Error);
        Serve("copies", "FROM busybox\nCOPY x /\n");
        Assert.Contains("the build has none", (await _engine.Cli("build", _server.Url + "copies")).Error);
    }

    [Fact]
    public async Task A_base_image_that_is_missing_is_fetched_with_the_clients_credentials_and_the_result_is_pushed()
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(_engine.Folder, "build-registry"), password: true);
        string folder = Path.Combine(_engine.Folder, "build-docker-config"), name = $"{registry.Name}/base:1", result = $"{registry.Name}/team/result:1";
        Directory.CreateDirectory(folder);
        string auth = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{DebianRegistry.User}:{DebianRegistry.Password}"));
        await File.WriteAllTextAsync(Path.Combine(folder, "config.json"), """{"auths":{"HOST":{"auth":"AUTH"}}}""".Replace("HOST", registry.Name).Replace("AUTH", auth));
        async Task<CommandResult> Cli(params string[] arguments)
        {
            using var command = new Command(Path.Combine(Checkout.Bin, "actorctl"), arguments, new Dictionary<string, string>(_engine.EngineEnvironment) { ["DOCKER_CONFIG"] = folder });
            return await command.Finished(120);
        }

        (await _engine.Cli("import", await StarterImage.Tar(), name)).Expect();
        (await Cli("push", name)).Expect();
        (await _engine.Cli("rmi", name)).Expect();
        _folder.Write("Dockerfile", $"FROM {name}\nRUN echo pushed > /x\nCMD cat /x\n");
        Assert.Contains("actorctl login", (await _engine.Cli("build", _folder.Path)).Error);
        var built = await Cli("build", "--output", $"type=image,name={result},push=true", "--cache-to", "type=inline", _folder.Path);
        built.Expect();
        Assert.Contains($"[internal] load metadata for {registry.Name}/base:1", built.Error);
        Assert.Matches("sha256:[0-9a-f]{64} (done|[0-9.]+.?B / )", built.Error);
        Assert.Contains($"The push refers to repository [{registry.Name}/team/result]", built.Error);
        Assert.Contains("1: digest: sha256:", built.Error);
        string id = (await _engine.Cli("inspect", "--format", "{{.Id}}", result)).Expect();

        // On an engine that knows nothing the cache comes with the image.
        await Engine.Use(async other =>
        {
            using var again = new Command(Path.Combine(Checkout.Bin, "actorctl"), ["build", "--cache-from", result, "-t", "again", _folder.Path], new Dictionary<string, string>(other.EngineEnvironment) { ["DOCKER_CONFIG"] = folder });
            var cached = await again.Finished(120);
            cached.Expect();
            Assert.Contains($"importing cache manifest from {result}", cached.Error);
            Assert.Single(cached.Error.Split('\n'), line => line.EndsWith(" CACHED", StringComparison.Ordinal));
            Assert.Equal("pushed", (await other.Cli("run", "--rm", "again")).Expect());
            using var always = new Command(Path.Combine(Checkout.Bin, "actorctl"), ["build", "--pull", "-q", "--build-arg", "BUILDKIT_INLINE_CACHE=1", _folder.Path], new Dictionary<string, string>(other.EngineEnvironment) { ["DOCKER_CONFIG"] = folder });
            Assert.Equal(id, (await always.Finished(120)).Expect());
        });
    }

    // A bare repository of plain files: main, and the tag v1 before it. Gives the tag's commit.
    private async Task<string> MakeRepository() => (await Command.Run("sh", "-ec", $$"""
        cd '{{_served}}'
        git init -q -b main work; cd work
        git config user.name test; git config user.email test@localhost
        mkdir sub; echo tagged > file; echo inner > sub/inner
        printf 'FROM busybox\nCOPY inner /inner\nCMD cat /inner\n' > sub/Dockerfile
        git add .; git commit -qm one; git tag -a -m one v1
        echo main > file; git commit -qam two
        cd ..; git clone -q --bare work app.git; git -C app.git update-server-info
        git -C work rev-parse 'v1^{commit}'
        """)).Expect();

    private void Serve(string name, string text) => File.WriteAllText(Path.Combine(_served, name), text);
}
