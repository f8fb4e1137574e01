using System.Diagnostics;
using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Tests.Engine;

/// <summary>The built program on a pseudo-terminal.</summary>
public sealed class TerminalTests
{
    [Fact]
    public async Task Detach_keys_leave_and_give_the_terminal_back()
    {
        using var line = new CommandLineRun();
        await using var engine = Interactive(line);
        using var pty = new Pty(line.Socket, "run", "-it", "busybox", "sh");
        await engine.AskedAsync<ResizeContainer>();
        Assert.NotEqual(pty.SettingsBefore, pty.Settings());
        pty.Type("\x10\x11");
        Assert.Equal(0, await pty.ExitCodeAsync());
        Assert.Equal(pty.SettingsBefore, pty.Settings());
    }

    [Fact]
    public async Task The_program_gets_the_terminals_size_and_every_change()
    {
        using var line = new CommandLineRun();
        await using var engine = Interactive(line);
        using var pty = new Pty(line.Socket, "run", "-it", "busybox", "sh");
        var first = await engine.AskedAsync<ResizeContainer>();
        Assert.Equal((33, 101), (first.Rows, first.Columns));
        pty.Type("\x10\x11");
        await pty.ExitCodeAsync();
    }

    [Theory]
    [InlineData(Signals.Terminate)]
    [InlineData(Signals.Hangup)]
    [InlineData(Signals.Interrupt)]
    public async Task A_signal_ends_with_128_and_its_number_and_gives_the_terminal_back(int signal)
    {
        using var line = new CommandLineRun();
        await using var engine = Interactive(line);
        using var pty = new Pty(line.Socket, "run", "-it", "busybox", "sh");
        await engine.AskedAsync<ResizeContainer>();
        Signals.Send(pty.Pid, signal);
        Assert.Equal(128 + signal, await pty.ExitCodeAsync());
        Assert.Equal(pty.SettingsBefore, pty.Settings());
    }

    [Fact]
    public async Task An_engine_that_stays_away_gives_the_terminal_back()
    {
        using var line = new CommandLineRun();
        var engine = Interactive(line);
        using var pty = new Pty(line.Socket, "run", "-it", "busybox", "sh");
        await engine.AskedAsync<ResizeContainer>();
        await engine.DisposeAsync();
        Assert.Equal(125, await pty.ExitCodeAsync());
        Assert.Equal(pty.SettingsBefore, pty.Settings());
    }

    private static FakeEngine Interactive(CommandLineRun line) => new(line.Socket, async call =>
    {
        if (call.Request is CreateContainer) await call.ReplyAsync(Answers.Created);
        if (call.Request is StartContainer or ResizeContainer or KillContainer) await call.ReplyAsync(new Done());
    });

    private sealed class Pty : IDisposable
    {
        private readonly FileDescriptor master;
        private readonly string path;
        private readonly Process process;

        public Pty(string socket, params string[] words)
        {
            (master, path) = Terminal.OpenPseudoTerminal();
            Terminal.TryResize(master, new WindowSize(101, 33));
            SettingsBefore = Settings();
            // The shell only joins the streams; the program takes its place. Whoever started the tests may ignore signals (nohup, a job in
            // the background), which a program inherits and rightly keeps.
            process = Process.Start("/usr/bin/env", ["--default-signal=HUP,INT,TERM", "/bin/sh", "-c", $"exec \"$0\" \"$@\" <{path} >{path} 2>{path}", RepositoryRoot.Program, "--host", "unix://" + socket, "--reconnect", "200ms", .. words]);
        }

        public int Pid => process.Id;

        public string SettingsBefore { get; }

        public void Type(string keys) => master.WriteAll(Encoding.ASCII.GetBytes(keys));

        /// <summary>stty(1)'s view of the terminal.</summary>
        public string Settings()
        {
            using var stty = Process.Start(new ProcessStartInfo("stty", ["-g", "-F", path]) { RedirectStandardOutput = true })!;
            string text = stty.StandardOutput.ReadToEnd();
            stty.WaitForExit();
            return text;
        }

        public async Task<int> ExitCodeAsync()
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode;
        }

        public void Dispose()
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
            master.Dispose();
        }
    }
}
