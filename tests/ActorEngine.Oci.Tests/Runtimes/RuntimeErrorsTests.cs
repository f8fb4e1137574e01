using ActorEngine.Contracts;

namespace ActorEngine.Oci.Tests.Runtimes;

/// <summary>Texts taken from runc 1.1.5 and crun 1.8.1.</summary>
public class RuntimeErrorsTests
{
    [Theory]
    [InlineData("runc run failed: unable to start container process: exec: \"foo\": executable file not found in $PATH", 127, "exec: \"foo\": executable file not found in $PATH")]
    [InlineData("executable file `foo` not found in $PATH: No such file or directory", 127, "exec: \"foo\": executable file not found in $PATH")]
    [InlineData("runc run failed: unable to start container process: exec: \"/foo/bar\": stat /foo/bar: no such file or directory", 127, "stat /foo/bar: no such file or directory")]
    [InlineData("executable file `/foo/bar` not found in $PATH: No such file or directory", 127, "stat /foo/bar: no such file or directory")]
    [InlineData("exec failed: unable to start container process: exec: \"/notexec\": permission denied", 126, "exec: \"/notexec\": permission denied")]
    [InlineData("open executable: Permission denied", 126, "exec: \"prog\": permission denied")]
    [InlineData("open executable: Operation not permitted", 126, "not a regular file")]
    [InlineData("open executable: Not a directory", 127, "not a directory")]
    [InlineData("exec /bad: exec format error", 126, "exec /bad: exec format error")]
    [InlineData("exec container process `/bad`: Exec format error", 126, "exec /bad: exec format error")]
    [InlineData("exec: Exec format error", 126, "exec prog: exec format error")]
    [InlineData("exec container process (missing dynamic library?) `/badinterp`: No such file or directory", 127, "stat /badinterp: no such file")]
    [InlineData("exec failed: unable to start container process: chdir to cwd (\"/nosuch\") set in config.json failed: no such file or directory", 127, "chdir to cwd (\"/nosuch\")")]
    [InlineData("chdir `/notexec`: Not a directory", 126, "chdir to cwd (\"/notexec\")")]
    [InlineData("runc run failed: unable to start container process: error during container init: mkdir /notexec: not a directory", 126, "chdir to cwd (\"/notexec\")")]
    public void A_program_that_cannot_be_started_has_dockers_text_and_exit_code(string message, int exitCode, string text)
    {
        Fault fault = RuntimeErrors.ToFault(1, Line(message), "prog");
        Assert.Equal((FaultCode.RuntimeFailed, exitCode), (fault.Code, fault.ExitCode));
        Assert.Contains(text, fault.Message);
    }

    [Theory]
    [InlineData("runc run failed: unable to start container process: error during container init: error mounting \"/nonexistent\" to rootfs at \"/mnt\": stat /nonexistent: no such file or directory", "mounts", "bind source path does not exist")]
    [InlineData("error stat'ing file `/nonexistent`: No such file or directory", "mounts", "bind source path does not exist")]
    [InlineData("runc run failed: unable to start container process: error during container init: error mounting \"/etc\" to rootfs at \"/notexec\": mount /etc:/notexec (via /proc/self/fd/6), flags: 0x5000: not a directory", "mounts", "directory onto a file")]
    [InlineData("mount `/etc/passwd` to `etc`: Not a directory", "mounts", "\"/etc/passwd\" to rootfs at \"/etc\"")]
    [InlineData("mount `tmpfs` to `t`: Invalid argument", "mounts", "invalid argument")]
    [InlineData("open /proc/sys/net/ipv4/nosuch: No such file or directory", "sysctls", "net.ipv4.nosuch")]
    [InlineData("unable to set memory limit to 4096 (current usage: 2052096, peak usage: 2514944)", "resources.memory", "limit of 4096 bytes")]
    [InlineData("the memory limit could be too low: opening file `memory.max` for writing: No such file or directory", "resources.memory", "too low")]
    [InlineData("failed to write \"77\": write /sys/fs/cgroup/cpuset/oci-lab/x/cpuset.cpus: numerical result out of range", "resources.cpusetCpus", "CPUs")]
    public void A_setting_at_fault_is_named(string message, string field, string text)
    {
        Fault fault = RuntimeErrors.ToFault(1, Line(message));
        Assert.Equal((FaultCode.InvalidArgument, field, 125), (fault.Code, fault.Field, fault.ExitCode));
        Assert.Contains(text, fault.Message);
    }

    [Theory]
    [InlineData("container does not exist", FaultCode.NotFound)]
    [InlineData("error opening file `/run/x/nosuch/status`: No such file or directory", FaultCode.NotFound)]
    [InlineData("runc run failed: container with given ID already exists", FaultCode.Conflict)]
    [InlineData("exec failed: cannot exec in a paused container (use --ignore-paused to override)", FaultCode.Conflict)]
    [InlineData("the container `ex1` is paused", FaultCode.Conflict)]
    [InlineData("container not paused", FaultCode.Conflict)]
    [InlineData("container not running", FaultCode.Conflict)]
    [InlineData("cannot delete container ex1 that is not stopped: running", FaultCode.Conflict)]
    [InlineData("cgroups in hybrid mode not supported, drop all controllers from cgroupv2", FaultCode.NotSupported)]
    [InlineData("the requested cgroup controller `cpuset` is not available", FaultCode.NotSupported)]
    [InlineData("write /x/state.json: no space left on device", FaultCode.Storage)]
    [InlineData("a text of tomorrow", FaultCode.RuntimeFailed)]
    public void Other_failures_have_a_kind(string message, FaultCode code) => Assert.Equal(code, RuntimeErrors.ToFault(1, Line(message)).Code);

    [Fact]
    public void An_exec_is_called_one() =>
        Assert.StartsWith("OCI runtime exec failed: ", RuntimeErrors.ToFault(255, Line("open executable: Permission denied"), "x", RuntimeAction.Exec).Message);

    [Fact]
    public void The_error_is_found_among_warnings_and_torn_lines()
    {
        string log = """{"level":"warning","msg":"unable to get oom kill count"}""" + "\n" + Line("container not running") + """{"level":"err""";
        Assert.Equal(FaultCode.Conflict, RuntimeErrors.ToFault(1, log).Code);
    }

    [Fact]
    public void Plain_standard_error_is_understood_too() => Assert.Equal(127, RuntimeErrors.ToFault(1, "executable file `foo` not found in $PATH: No such file or directory\n").ExitCode);

    [Fact]
    public void Silence_is_reported_with_the_exit_code() => Assert.Contains("exit code 139", RuntimeErrors.ToFault(139, "").Message);

    private static string Line(string message) => $$"""{"level":"error","msg":"{{System.Text.Json.JsonEncodedText.Encode(message)}}","time":"2026-01-01T00:00:00Z"}""" + "\n";
}
