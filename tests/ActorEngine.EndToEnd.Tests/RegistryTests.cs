using ActorEngine.EndToEnd.Tests.Harness;
using ActorEngine.Registry.Tests;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The real command line, daemon and docker-registry.</summary>
public sealed class RegistryTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private readonly Engine _engine = shared.Engine;

    [Fact]
    public async Task Run_fetches_what_is_missing_as_pull_says()
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(_engine.Folder, "missing"));
        string image = $"{registry.Name}/busybox:1";
        (await _engine.Cli("import", await StarterImage.Tar(), image)).Expect();
        Assert.Contains("digest: sha256:", (await _engine.Cli("push", image)).Expect());
        (await _engine.Cli("rmi", image)).Expect();

        Assert.Contains("No such image", (await _engine.Cli("run", "--rm", "--pull", "never", image, "true")).Error);
        var first = await _engine.Cli("run", "--rm", image, "echo", "hello");
        Assert.Equal("hello", first.Expect());
        Assert.Contains($"Unable to find image '{image}' locally", first.Error);
        Assert.Contains("Status: Downloaded newer image", first.Error);
        Assert.DoesNotContain("Pull", (await _engine.Cli("run", "--rm", image, "true")).Error);
        Assert.Contains("Image is up to date", (await _engine.Cli("run", "--rm", "--pull", "always", image, "true")).Error);
        Assert.Equal($"localhost:{registry.Port}/busybox:1", (await _engine.Cli("pull", "-q", image)).Expect());
        Assert.Equal("1", (await _engine.Cli("registry", "tags", image)).Expect());
    }

    [Fact]
    public async Task Credentials_come_from_the_users_docker_configuration_or_from_login()
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(_engine.Folder, "password"), password: true);
        string image = $"{registry.Name}/busybox:1", folder = Path.Combine(_engine.Folder, "docker-config");
        (await _engine.Cli("import", await StarterImage.Tar(), image)).Expect();
        Assert.Contains("actorctl login", (await _engine.Cli("push", image)).Error);

        Directory.CreateDirectory(folder);
        string auth = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{DebianRegistry.User}:{DebianRegistry.Password}"));
        await File.WriteAllTextAsync(Path.Combine(folder, "config.json"), """{"auths":{"HOST":{"auth":"AUTH"}}}""".Replace("HOST", registry.Name).Replace("AUTH", auth));
        using var push = new Command(Path.Combine(Checkout.Bin, "actorctl"), ["push", image], new Dictionary<string, string>(_engine.EngineEnvironment) { ["DOCKER_CONFIG"] = folder });
        (await push.Finished()).Expect();
        // What came with the request was not kept.
        Assert.Contains("actorctl login", (await _engine.Cli("pull", image)).Error);

        using var login = _engine.Begin("login", "-u", DebianRegistry.User, "--password-stdin", registry.Name);
        await login.Input.WriteLineAsync(DebianRegistry.Password);
        login.Input.Close();
        Assert.Contains("Login Succeeded", (await login.Finished()).Expect());
        (await _engine.Cli("pull", image)).Expect();
        Assert.Contains(DebianRegistry.User, (await _engine.Cli("registry", "logins")).Expect());
        (await _engine.Cli("logout", registry.Name)).Expect();
        Assert.Contains("actorctl login", (await _engine.Cli("pull", image)).Error);
    }

    [Fact]
    public async Task A_pull_that_is_interrupted_leaves_nothing_behind()
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(_engine.Folder, "interrupted"));
        string image = $"{registry.Name}/large:1", tree = Path.Combine(_engine.Folder, "large");
        Directory.CreateDirectory(tree);
        byte[] noise = new byte[100 << 20];
        new Random(1).NextBytes(noise);
        await File.WriteAllBytesAsync(Path.Combine(tree, "noise"), noise);
        string tar = tree + ".tar", staging = Path.Combine(_engine.State, "images", "staging"), trash = Path.Combine(_engine.State, "images", "trash");
        (await Command.Run("tar", "-C", tree, "-cf", tar, ".")).Expect();
        (await _engine.Cli("import", tar, image)).Expect();
        (await _engine.Cli("push", "-q", image)).Expect();
        (await _engine.Cli("rmi", image)).Expect();

        using var pull = _engine.Begin("pull", image);
        await Until.True("the pull has begun to write", () => Directory.GetFiles(staging, "*", SearchOption.AllDirectories).Length > 0 || pull.HasExited);
        Engine.Kill("INT", pull.Pid);
        await pull.Finished();
        await Until.True("nothing is left", () => Directory.GetFileSystemEntries(staging).Length == 0 && Directory.GetFileSystemEntries(trash).Length == 0);
        Assert.DoesNotContain("pull-", (await _engine.Cli("tree")).Expect());
        (await _engine.Cli("pull", image)).Expect();
    }
}
