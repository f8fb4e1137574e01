using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Terminals of containers on this machine.</summary>
public sealed class LocalTerminalTests(SharedEngine shared) : TerminalTests(shared.Engine, shared.Engine, ""), IClassFixture<SharedEngine>;

/// <summary>Terminals of containers on another node, through the engine of this one.</summary>
public sealed class NodeTerminalTests(LinkedEngines engines) : TerminalTests(engines.A, engines.B, "--node b "), IClassFixture<LinkedEngines>;

/// <summary>Terminals, through script(1), which gives the command line a pty of its own.</summary>
public abstract class TerminalTests
{
    private readonly Engine _near, _engine;
    private readonly string _node;

    /// <param name="near">The engine that the command line talks to.</param>
    /// <param name="engine">The engine that has the containers.</param>
    /// <param name="node">How the command line is told of the other one.</param>
    private protected TerminalTests(Engine near, Engine engine, string node) => (_near, _engine, _node) = (near, engine, node);

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
        // crun begins the program before it hands the terminal over: it has its size a moment later, and is told with SIGWINCH.
        using var exec = Script("exec -it sized sh -c 'until stty size 2>/dev/null | grep 33; do sleep 0.05; done'", "stty rows 33 cols 101; ");
        Assert.Contains("33 101", (await exec.Finished()).Output);
        (await _engine.Cli("rm", "-f", "sized")).Expect();
    }

    [Theory]
    [InlineData("run -it --rm --name grown busybox sh")]
    [InlineData("exec -it grown sh")]
    public async Task A_terminal_that_is_resized_is_so_inside(string command)
    {
        bool exec = command.StartsWith("exec", StringComparison.Ordinal);
        if (exec) (await _engine.Cli("run", "-d", "--rm", "--name", "grown", "busybox", "sleep", "1000")).Expect();
        using var shell = Script(command, "tty; ");
        await Until.True("a prompt", () => shell.Output.Contains("# "));
        string terminal = shell.Output.Split('\n')[0].Trim();
        (await Command.Run("stty", "-F", terminal, "rows", "41", "cols", "123")).Expect();
        await shell.Input.WriteAsync("until stty size | grep '41 123'; do sleep 0.05; done; exit 5\n");
        Assert.Contains("41 123", (await shell.Finished()).Expect(5));
        if (exec) (await _engine.Cli("rm", "-f", "grown")).Expect();
    }

    [Fact]
    public async Task Detach_keys_end_an_exec_and_leave_its_program_running()
    {
        (await _engine.Cli("run", "-d", "--name", "left", "busybox", "sleep", "1000")).Expect();
        using var exec = Script("exec -it --detach-keys ctrl-x,x left sh -c 'echo up; exec sleep 1001'");
        await Until.True("the program runs", () => exec.Output.Contains("up"));
        await exec.Input.WriteAsync("\u0018x");
        Assert.Equal(0, (await exec.Finished()).ExitCode);
        Assert.Contains("sleep 1001", (await _engine.Cli("top", "left")).Expect());
        (await _engine.Cli("rm", "-f", "left")).Expect();
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
        ["--quiet", "--return", "--echo", "never", "--command", $"{before}{Checkout.Program("actorctl")} {_node}{arguments}{after}", "/dev/null"], _near.EngineEnvironment);
}
