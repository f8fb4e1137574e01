using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Terminals, through script(1), which gives the command line a pty of its own.</summary>
public sealed class TerminalTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private readonly Engine _engine = shared.Engine;

    [Fact]
    public async Task A_shell_on_a_terminal_answers_and_ends()
    {
        using var shell = Script("run -it --rm busybox sh");
        await Until.True("a prompt: " + shell.Output, () => shell.Output.Contains("# "));
        await shell.Input.WriteAsync("tty; echo $((6*7)); exit 3\n");
        var result = await shell.Finished();
        Assert.Contains("/dev/pts/0", result.Output);
        Assert.Contains("42", result.Output);
        result.Expect(3);
    }

    [Fact]
    public async Task Detach_keys_leave_the_container_running_and_attach_comes_back()
    {
        using var first = Script("run -it --name detached busybox sh");
        await Until.True("a prompt", () => first.Output.Contains("# "));
        await first.Input.WriteAsync("\u0010\u0011");
        Assert.Equal(0, (await first.Finished()).ExitCode);
        Assert.Equal("running", await _engine.Inspect("detached", "{{.State.Status}}"));
        using var second = Script("attach detached");
        await second.Input.WriteAsync("echo back; exit 4\n");
        var result = await second.Finished();
        Assert.Contains("back", result.Expect(4));
        (await _engine.Cli("rm", "detached")).Expect();
    }

    [Fact]
    public async Task Exec_on_a_terminal_has_the_size_of_the_callers()
    {
        (await _engine.Cli("run", "-d", "--name", "sized", "busybox", "sleep", "1000")).Expect();
        using var exec = Script("exec -it sized stty size", "stty rows 33 cols 101; ");
        Assert.Contains("33 101", (await exec.Finished()).Output);
        (await _engine.Cli("rm", "-f", "sized")).Expect();
    }

    [Fact]
    public async Task The_callers_terminal_is_sane_again_whatever_the_end()
    {
        using var killed = Script("run -it --rm --name shortlived busybox sh", after: "; stty -a");
        await Until.True("a prompt", () => killed.Output.Contains("# "));
        (await _engine.Cli("kill", "shortlived")).Expect();
        var result = await killed.Finished();
        Assert.Matches(@"\sisig\s", result.Output);
        Assert.Matches(@"\sicanon\s", result.Output);
    }

    private Command Script(string arguments, string before = "", string after = "") => new("script",
        ["--quiet", "--return", "--echo", "never", "--command", $"{before}{Checkout.Program("actorctl")} {arguments}{after}", "/dev/null"], _engine.EngineEnvironment);
}
