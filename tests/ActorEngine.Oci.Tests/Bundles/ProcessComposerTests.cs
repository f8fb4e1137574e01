using ActorEngine.Contracts;

namespace ActorEngine.Oci.Tests.Bundles;

public class ProcessComposerTests
{
    private static readonly ImageConfiguration Both = new() { Entrypoint = ["/entry"], Command = ["cmd"] };

    [Theory]
    [InlineData(null, new string[0], "/entry cmd")]
    [InlineData(null, new[] { "x" }, "/entry x")]
    [InlineData(new[] { "/mine" }, new string[0], "/mine")]
    [InlineData(new[] { "/mine" }, new[] { "x" }, "/mine x")]
    [InlineData(new[] { "" }, new[] { "x", "y" }, "x y")]
    [InlineData(new[] { "" }, new string[0], "")]
    [InlineData(new string[0], new string[0], "cmd")]
    public void Entrypoint_and_command_merge_as_dockers(string[]? entrypoint, string[] command, string expected) =>
        Assert.Equal(expected, string.Join(' ', ProcessComposer.Arguments(Requests.Settings with { Entrypoint = entrypoint, Command = command }, Both)));

    [Fact]
    public void Nothing_to_run_is_refused()
    {
        Fault fault = Requests.Refuse(Requests.Settings with { Entrypoint = [""] });
        Assert.Equal("command", fault.Field);
        Assert.StartsWith("no command specified", fault.Message);
    }

    [Fact]
    public void The_environment_is_layered_and_a_bare_name_removes()
    {
        IReadOnlyList<string> environment = Requests.Build(Requests.Settings with { Environment = ["A=1", "A=2", "FLAVOUR", "HOME=/elsewhere", "NOPE"] }).Spec.Process.Env;
        Assert.Equal(["PATH=/usr/bin:/bin", "HOSTNAME=0123456789ab", "A=2", "HOME=/elsewhere"], environment);
    }

    [Fact]
    public void A_terminal_gets_TERM_and_home_comes_from_the_accounts()
    {
        IReadOnlyList<string> environment = Requests.Build(Requests.Settings with { Tty = true, User = "app" }, new ImageConfiguration { Command = ["sh"] }).Spec.Process.Env;
        Assert.Equal(
            ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOSTNAME=0123456789ab", "TERM=xterm", "HOME=/home/app"], environment);
    }

    [Theory]
    [InlineData(null, null, "/")]
    [InlineData(null, "srv/app", "/srv/app")]
    [InlineData("/a/./b/../c/", "/srv", "/a/c")]
    public void The_working_directory_is_absolute_and_clean(string? own, string? image, string expected) =>
        Assert.Equal(expected, ProcessComposer.WorkingDirectory(Requests.Settings with { WorkingDirectory = own }, new ImageConfiguration { WorkingDirectory = image }));

    [Fact]
    public void An_exec_inherits_the_containers_identity_and_adds_its_own()
    {
        var exec = new ExecSettings { Command = ["id"], Environment = ["B=2"], User = "app", Tty = true, Rows = 24, Columns = 80, WorkingDirectory = "/tmp" };
        Spec.ProcessSpec process = BundleBuilder.BuildExec(Requests.Of(Requests.Settings with { Environment = ["A=1"], CapDrop = ["ALL"] }), exec).Required;
        Assert.Equal((1000u, 1001u), (process.User.Uid, process.User.Gid));
        Assert.Equal(["PATH=/usr/bin:/bin", "HOSTNAME=0123456789ab", "FLAVOUR=plain", "A=1", "HOME=/home/app", "TERM=xterm", "B=2"], process.Env);
        Assert.Empty(process.Capabilities!.Bounding);
        Assert.Equal(new Spec.ConsoleSizeSpec(24, 80), process.ConsoleSize);
        Assert.Equal("/tmp", process.Cwd);
    }

    [Fact]
    public void A_privileged_exec_has_all_capabilities()
    {
        Spec.ProcessSpec process = BundleBuilder.BuildExec(Requests.Of(Requests.Settings), new ExecSettings { Command = ["id"], Privileged = true }).Required;
        Assert.Equal(41, process.Capabilities!.Effective.Count);
    }

    [Fact]
    public void Init_without_an_init_program_says_what_to_install()
    {
        BundleRequest request = Requests.Of(Requests.Settings with { Init = true });
        Fault fault = BundleBuilder.Build(request with { Facts = request.Facts with { InitPath = null } }).Fault!;
        Assert.Equal("init", fault.Field);
        Assert.Contains("tini", fault.Message);
    }
}
