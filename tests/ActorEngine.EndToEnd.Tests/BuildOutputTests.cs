using System.Text.RegularExpressions;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Where results go, and what is shown meanwhile.</summary>
public sealed class BuildOutputTests(SharedEngine shared) : IClassFixture<SharedEngine>, IDisposable
{
    private const string File = "FROM busybox\nRUN echo result > /file\nCMD cat /file\n", Small = "FROM scratch\nCOPY a /dir/a\n";
    private readonly Engine _engine = shared.Engine;
    private readonly BuildFolder _folder = new(shared.Engine);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_docker_archive_loads_and_names_the_image()
    {
        string tar = _folder["out.tar"];
        await _folder.Built(File, "-o", $"type=docker,dest={tar}", "-t", "archived:1");
        Assert.DoesNotContain("archived", (await _engine.Cli("images")).Expect());
        Assert.Contains("archived:1", (await Command.Run("tar", "-xOf", tar, "manifest.json")).Expect());
        Assert.Contains("cat /file", (await Command.Run("skopeo", "inspect", "--config", "docker-archive:" + tar)).Expect());
        (await _engine.Cli("load", "-i", tar)).Expect();
        Assert.Equal("result", (await _engine.Cli("run", "--rm", "archived:1")).Expect());
        await _folder.Built(File, "-o", "type=docker", "-t", "kept:1");
        Assert.Equal("result", (await _engine.Cli("run", "--rm", "kept:1")).Expect());
    }

    [Fact]
    public async Task An_OCI_layout_is_an_archive_or_a_directory()
    {
        await _folder.Built(File, "-o", $"type=oci,dest={_folder["oci.tar"]}", "-t", "layout:1");
        await _folder.Built(File, "-o", $"type=oci,tar=false,dest={_folder["oci"]}", "-t", "layout:1");
        string[] commands = [(await Command.Run("skopeo", "inspect", "--config", $"oci-archive:{_folder["oci.tar"]}")).Expect(), (await Command.Run("skopeo", "inspect", "--config", $"oci:{_folder["oci"]}")).Expect()];
        Assert.All(commands, config => Assert.Contains("cat /file", config));
        Assert.Equal(commands[0], commands[1]);
    }

    [Fact]
    public async Task Files_go_to_a_directory_a_tar_or_standard_output()
    {
        _folder.Write("a", "content");
        await _folder.Built(Small, "-o", _folder["out"]);
        Assert.Equal("content", System.IO.File.ReadAllText(_folder["out/dir/a"]));
        await _folder.Built(Small, "-o", $"type=local,dest={_folder["out2"]}");
        Assert.Equal("content", System.IO.File.ReadAllText(_folder["out2/dir/a"]));
        await _folder.Built(Small, "-o", $"type=tar,dest={_folder["out.tar"]}");
        Assert.Equal("dir/\ndir/a", (await Command.Run("tar", "-tf", _folder["out.tar"])).Expect());
        using var piped = new Command("sh", ["-c", $"'{Checkout.Program("actorctl")}' build -q -o - '{_folder.Path}' | tar -xO dir/a"], _engine.EngineEnvironment);
        Assert.Equal("content", (await piped.Finished()).Expect());
        // What fails leaves the directory as it was.
        Assert.NotEqual(0, (await _folder.Build("FROM busybox\nRUN false\n", "-o", _folder["out"])).ExitCode);
        Assert.Equal("content", System.IO.File.ReadAllText(_folder["out/dir/a"]));
    }

    [Fact]
    public async Task An_image_has_many_names_and_its_id_in_a_file()
    {
        string id = (await _folder.Build(File, "-q", "-t", "many:1", "-t", "many:2", "-o", "type=image,name=many:3", "--iidfile", _folder["iid"])).Expect();
        Assert.Equal(id, System.IO.File.ReadAllText(_folder["iid"]));
        foreach (string name in (string[])["many:1", "many:2", "many:3"]) Assert.Equal(id, (await _engine.Cli("inspect", "--format", "{{.Id}}", name)).Expect());
        Assert.Contains("invalid tag \"UPPER/x@y\"", (await _folder.Build(File, "-t", "UPPER/x@y")).Error);
        Assert.Contains("must be lowercase", (await _folder.Build(File, "-t", "Upper")).Error);
        Assert.Contains("give it one with --tag", (await _folder.Build(File, "--push")).Error);
        string[] before = (await _engine.Cli("images", "-q")).Expect().Split('\n');
        await _folder.Built(File + "LABEL unused=1\n", "-o", "type=cacheonly");
        Assert.Equal(before, (await _engine.Cli("images", "-q")).Expect().Split('\n'));
    }

    [Fact]
    public async Task A_terminal_shows_live_lines_with_steps_and_times()
    {
        _folder.Write("Dockerfile", "FROM busybox\nRUN echo first line; sleep 1; echo second line\nRUN true\n");
        using var build = Script($"build --no-cache {_folder.Path}");
        string shown = (await build.Finished()).Expect();
        Assert.Matches(@"\[\+\] Building \d+\.\ds \(\d+/\d+\)", shown);
        Assert.Matches(@"=> \[2/3\] RUN echo first line.* \d+\.\ds", shown);
        Assert.Contains("=> => # first line", shown);
        // It grows while it runs, in place.
        Assert.True(Regex.Matches(shown, @"\e\[\d+A").Count > 3);
        Assert.Matches(@"Building \d+\.\ds \((\d+)/\1\) FINISHED", shown);
        using var cached = Script($"build {_folder.Path}");
        Assert.Contains("=> CACHED [2/3]", (await cached.Finished()).Expect());
        using var plain = Script($"build --progress plain --no-cache {_folder.Path}");
        Assert.Matches(@"#\d+ \d+\.\d{3} first line", (await plain.Finished()).Expect());
        using var quiet = Script($"build -q {_folder.Path}");
        Assert.Matches(@"\Asha256:[0-9a-f]{64}\s*\z", (await quiet.Finished()).Expect());
    }

    [Fact]
    public async Task Without_a_terminal_progress_is_plain_and_a_terminal_may_be_asked_for()
    {
        string plain = await _folder.Built("FROM busybox\nRUN echo out; echo err >&2\n", "--no-cache");
        Assert.DoesNotContain("\e[", plain);
        Assert.Matches(@"#\d+ \[2/2\] RUN echo out; echo err >&2\n#\d+ \d+\.\d{3} (out|err)\n", plain);
        Assert.Matches(@"#\d+ DONE \d+\.\ds", plain);
        Assert.Contains("[+] Building", await _folder.Built("FROM busybox\nRUN true\n", "--progress", "tty"));
        Assert.Equal("", await _folder.Built("FROM busybox\nRUN true\n", "--progress", "quiet"));
    }

    private Command Script(string arguments) => new("script", ["--quiet", "--return", "--echo", "never", "--command", $"stty cols 100 rows 30; {Checkout.Program("actorctl")} {arguments}", "/dev/null"], _engine.EngineEnvironment);
}
