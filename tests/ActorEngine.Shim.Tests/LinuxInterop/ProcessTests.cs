using ActorEngine.Linux;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests.LinuxInterop;

/// <summary>Spawning, pidfds and what /proc says.</summary>
public sealed class ProcessTests
{
    [Theory]
    [InlineData("exit 7", 7, 0)]
    [InlineData("kill -TERM $$", 0, 15)]
    public async Task The_exit_of_a_spawned_child_is_told(string command, int code, int signal)
    {
        SpawnedProcess child = Shell(command);
        using FileDescriptor pidfd = child.Pidfd;
        await Client.ProcessWatcher.Shared.WaitAsync(pidfd).Soon();
        // A process that ignores SIGCHLD has its children collected by the kernel, which still tells how they ended.
        Assert.True(Pidfd.TryReap(pidfd, out ProcessExit exit) || Pidfd.TryGetExit(pidfd, out exit));
        Assert.Equal(new ProcessExit(code, signal), exit);
        Assert.Null(ProcessTable.StartTime(child.Pid));
    }

    [Fact]
    public void Only_the_mapped_descriptors_are_open_in_the_child()
    {
        (FileDescriptor read, FileDescriptor write) = Pipe.Create();
        using FileDescriptor mine = read;
        using FileDescriptor extra = FileDescriptor.Open("/dev/null", OpenFlags.ReadOnly);
        using (write)
        {
            // Source numbers inside the target range must not be overwritten.
            Shell("ls /proc/self/fd | tr '\\n' ' ' >&5", new DescriptorMapping(extra, 4), new DescriptorMapping(write, 5)).Pidfd.Dispose();
        }

        byte[] text = new byte[100];
        int count = mine.Read(text);
        // 3 is the directory that ls reads.
        Assert.Equal("0 1 2 3 4 5 ", System.Text.Encoding.ASCII.GetString(text, 0, count));
    }

    [Fact]
    public void A_new_session_and_blocked_signals_are_set_before_the_program_runs()
    {
        SpawnedProcess child = Spawn.Start(new SpawnOptions
        {
            Program = "/bin/sleep",
            Arguments = ["sleep", "1000"],
            NewSession = true,
            BlockedSignals = [Signals.Terminate],
        });
        using FileDescriptor pidfd = child.Pidfd;
        Assert.Equal(child.Pid, ProcessControl.SessionOf(child.Pid));
        string status = File.ReadAllText($"/proc/{child.Pid}/status");
        Assert.Contains("SigBlk:\t0000000000004000", status);
        Assert.Contains("SigIgn:\t0000000000000000", status);
        Assert.Equal(Errno.None, Pidfd.TrySignal(pidfd, Signals.Kill));
    }

    [Fact]
    public void A_program_that_is_not_there_gives_the_kernels_error()
    {
        LinuxException failure = Assert.Throws<LinuxException>(() => Spawn.Start(new SpawnOptions { Program = "/no/such", Arguments = ["x"] }));
        Assert.Equal(Errno.ENOENT, failure.Errno);
        Assert.Contains("/no/such: No such file or directory", failure.Message);
    }

    [Fact]
    public void Start_times_tell_processes_apart()
    {
        ulong start = ProcessTable.StartTime(Environment.ProcessId)!.Value;
        Assert.True(ProcessTable.IsRunning(Environment.ProcessId, start));
        Assert.False(ProcessTable.IsRunning(Environment.ProcessId, start + 1));
        Assert.Null(ProcessTable.StartTime(int.MaxValue));
    }

    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("SIGKILL", 9)]
    [InlineData("sigusr1", 10)]
    [InlineData("28", 28)]
    [InlineData("RTMIN+3", 37)]
    [InlineData("SIGRTMAX-1", 63)]
    public void Signals_are_named_in_every_usual_way(string name, int number)
    {
        Assert.True(SignalNames.TryParse(name, out int signal));
        Assert.Equal(number, signal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("65")]
    [InlineData("SIGNOTHING")]
    public void What_is_no_signal_is_refused(string name) => Assert.False(SignalNames.TryParse(name, out _));

    private static SpawnedProcess Shell(string command, params DescriptorMapping[] descriptors) => Spawn.Start(new SpawnOptions
    {
        Program = "sh",
        Arguments = ["sh", "-c", command],
        Environment = ["PATH=/usr/bin:/bin"],
        Descriptors = descriptors,
    });
}
