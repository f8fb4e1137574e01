using ActorEngine.EndToEnd.Tests.Harness;
using ActorEngine.Registry.Tests;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>What people see of registries: verbs, prompts, progress.</summary>
public sealed class RegistryVerbTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private readonly Engine _engine = shared.Engine;

    [Fact]
    public async Task A_login_asks_for_user_and_password_and_hides_the_password()
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(_engine.Folder, "prompt"), password: true);
        using var login = Script($"login {registry.Name}");
        await Until.True("the user is asked for", () => login.Output.Contains("Username: "));
        await login.Input.WriteAsync(DebianRegistry.User + "\n");
        await Until.True("the password is asked for", () => login.Output.Contains("Password: "));
        await login.Input.WriteAsync("sx\u007fecret\r");
        var result = await login.Finished();
        Assert.Contains("Login Succeeded", result.Output);
        Assert.Contains(DebianRegistry.User, result.Output);
        Assert.DoesNotContain("ecret", result.Output);
        result.Expect();
        (await _engine.Cli("logout", registry.Name)).Expect();

        using var wrong = Script($"login -u {DebianRegistry.User} {registry.Name}");
        await Until.True("the password is asked for", () => wrong.Output.Contains("Password: "));
        Assert.DoesNotContain("Username", wrong.Output);
        await wrong.Input.WriteAsync("wrong\n");
        Assert.Contains("does not know this user", (await wrong.Finished()).Output);

        using var left = Script($"login {registry.Name}; stty -a | grep -o ' echo '");
        await Until.True("the user is asked for", () => left.Output.Contains("Username: "));
        await left.Input.WriteAsync(DebianRegistry.User + "\n");
        await Until.True("the password is asked for", () => left.Output.Contains("Password: "));
        await left.Input.WriteAsync("\u0003");
        // The terminal is as it was.
        Assert.Contains(" echo ", (await left.Finished()).Output);
    }

    [Fact]
    public async Task Without_a_terminal_a_login_says_what_is_missing()
    {
        var user = await _engine.Cli("login", "localhost:1");
        Assert.Contains("--username", user.Error);
        var password = await _engine.Cli("login", "-u", "ada", "localhost:1");
        Assert.Contains("--password-stdin", password.Error);
        Assert.NotEqual(0, password.ExitCode);
    }

    [Fact]
    public async Task A_pull_draws_bars_on_a_terminal_and_plain_lines_elsewhere()
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(_engine.Folder, "bars"));
        string image = $"{registry.Name}/busybox:bars", tar = Path.Combine(_engine.Folder, "bars.tar");
        byte[] noise = new byte[160 << 20]; // Long enough for a bar to be drawn half full.
        new Random(2).NextBytes(noise);
        await File.WriteAllBytesAsync(Path.Combine(_engine.Folder, "noise"), noise);
        (await Command.Run("tar", "-C", _engine.Folder, "-cf", tar, "noise")).Expect();
        (await _engine.Cli("import", tar, image)).Expect();
        string pushed = (await _engine.Cli("push", image)).Expect();
        Assert.Contains($"The push refers to repository [{registry.Name}/busybox]", pushed);
        Assert.Matches("(?m)^[0-9a-f]{12}: Preparing\n[0-9a-f]{12}: Pushing\n[0-9a-f]{12}: Pushed$", pushed);
        (await _engine.Cli("rmi", image)).Expect();
        string plain = (await _engine.Cli("pull", image)).Expect();
        Assert.DoesNotContain("\u001b", plain);
        Assert.Matches($"^bars: Pulling from busybox\n[0-9a-f]{{12}}: Pulling fs layer\n([0-9a-f]{{12}}: Downloading\n)?([0-9a-f]{{12}}: Download complete\n)?[0-9a-f]{{12}}: Pull complete\nDigest: sha256:[0-9a-f]{{64}}\nStatus: Downloaded newer image for {registry.Name}/busybox:bars\n{registry.Name}/busybox:bars$", plain);
        (await _engine.Cli("rmi", image)).Expect();
        using var drawn = Script($"pull {image}", "stty rows 30 cols 100; ");
        string terminal = (await drawn.Finished()).Expect();
        Assert.Contains("\u001b[1A", terminal);
        Assert.Matches(@"Downloading \[=+> *\]", terminal);
        Assert.Contains("Pull complete", terminal);
        foreach (string line in terminal.Split('\n', '\r').Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\u001b\\[[0-9]*[A-Za-z]", ""))) Assert.True(line.Length <= 100, line);
    }

    [Fact]
    public async Task An_artifact_goes_out_and_comes_back_and_is_found_by_its_subject()
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(_engine.Folder, "artifacts"));
        string image = $"{registry.Name}/app:1", file = Path.Combine(_engine.Folder, "list.txt"), back = Path.Combine(_engine.Folder, "back");
        await File.WriteAllTextAsync(file, "contents");
        (await _engine.Cli("import", await StarterImage.Tar(), image)).Expect();
        (await _engine.Cli("push", "-q", image)).Expect();
        string pushed = (await _engine.Cli("registry", "push", "--artifact-type", "text/x-list", "--subject", image, "--annotation", "by=test", $"{registry.Name}/app", $"{file}:text/plain")).Expect();
        Assert.StartsWith("list.txt: Pushed\nDigest: sha256:", pushed);
        string digest = pushed[(pushed.LastIndexOf(' ') + 1)..];
        string referrers = (await _engine.Cli("registry", "referrers", image)).Expect();
        Assert.Contains(digest, referrers);
        Assert.Contains("text/x-list", referrers);
        Assert.Equal(Path.Combine(back, "list.txt"), (await _engine.Cli("registry", "fetch", "-o", back, $"{registry.Name}/app@{digest}")).Expect());
        Assert.Equal("contents", await File.ReadAllTextAsync(Path.Combine(back, "list.txt")));
        Assert.Contains("is an artifact", (await _engine.Cli("pull", $"{registry.Name}/app@{digest}")).Error);

        Assert.Contains("list.txt: Already exists", (await _engine.Cli("registry", "push", $"{registry.Name}/app:files", file)).Expect());
        Assert.Equal(["1", "files"], (await _engine.Cli("registry", "tags", image)).Expect().Split('\n').Where(tag => !tag.StartsWith("sha256-")).Order());
        Assert.Contains("names no tag", (await _engine.Cli("registry", "push", $"{registry.Name}/app", file)).Error);
    }

    [Fact]
    public async Task One_blob_and_one_manifest_are_fetched()
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(_engine.Folder, "blobs"));
        string image = $"{registry.Name}/app:1", file = Path.Combine(_engine.Folder, "config.json");
        (await _engine.Cli("import", await StarterImage.Tar(), image)).Expect();
        (await _engine.Cli("push", "-q", image)).Expect();
        string id = (await _engine.Cli("images", "-q", "--no-trunc", image)).Expect();
        Assert.Contains(id, (await _engine.Cli("registry", "manifest", image)).Expect());
        Assert.Contains("\"rootfs\"", (await _engine.Cli("registry", "blob", $"{registry.Name}/app@{id}")).Expect());
        (await _engine.Cli("registry", "blob", "-o", file, $"{registry.Name}/app@{id}")).Expect();
        Assert.Equal(id[7..], (await Command.Run("sha256sum", file)).Expect()[..64]);
        Assert.Contains("has no blob", (await _engine.Cli("registry", "blob", $"{registry.Name}/app@sha256:{new string('0', 64)}")).Error);
        Assert.Contains("names no digest", (await _engine.Cli("registry", "blob", image)).Error);
        Assert.Equal("app", (await _engine.Cli("registry", "repositories", registry.Name)).Expect());
        Assert.Contains("Deleted: sha256:", (await _engine.Cli("registry", "delete", image)).Expect());
        Assert.Contains("has no manifest", (await _engine.Cli("pull", image)).Error);
    }

    [Fact]
    public async Task Pulls_and_pushes_are_told_to_the_event_stream()
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(_engine.Folder, "events"));
        string image = $"{registry.Name}/told:1";
        (await _engine.Cli("import", await StarterImage.Tar(), image)).Expect();
        (await _engine.Cli("push", "-q", image)).Expect();
        (await _engine.Cli("pull", "-q", image)).Expect();
        string[] events = (await _engine.Cli("events", "--since", "10m", "--until", "0s", "--filter", "type=image", "--filter", $"image={image}", "--format", "{{.Action}} {{.Actor.ID}} {{.Actor.Attributes.name}}")).Expect().Split('\n');
        Assert.Contains($"push {image} {registry.Name}/told", events);
        Assert.Contains($"pull {image} {registry.Name}/told", events);
    }

    private Command Script(string arguments, string before = "") =>
        new("script", ["--quiet", "--return", "--echo", "always", "--command", $"{before}{Checkout.Program("actorctl")} {arguments}", "/dev/null"], _engine.EngineEnvironment);
}
