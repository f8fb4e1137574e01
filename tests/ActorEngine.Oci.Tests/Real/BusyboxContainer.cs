using ActorEngine.Contracts;

namespace ActorEngine.Oci.Tests.Real;

/// <summary>A bundle over a busybox root file system, run in the foreground by a real runtime.</summary>
internal sealed class BusyboxContainer : IDisposable
{
    private const string CgroupParent = "/actorengine-oci-tests";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory directory = new();

    public BusyboxContainer()
    {
        Directory.CreateDirectory(Paths.Rootfs + "/bin");
        Directory.CreateDirectory(Paths.Rootfs + "/etc");
        File.Copy("/usr/bin/busybox", Paths.Rootfs + "/bin/busybox");
        foreach (string applet in (string[])["sh", "id", "cat", "grep", "mount", "mkdir", "touch", "sleep", "ls", "hostname", "pwd", "env", "unshare", "chmod", "ps", "mknod", "head", "true"])
            File.CreateSymbolicLink(Paths.Rootfs + "/bin/" + applet, "busybox");
        File.WriteAllText(Paths.Rootfs + "/etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/home/app:/bin/sh\n");
        File.WriteAllText(Paths.Rootfs + "/etc/group", "root:x:0:\napp:x:1000:\nvideo:x:44:app\n");
    }

    public ContainerId Id { get; } = ContainerId.New();

    public HostFacts Host { get; init; } = HostProbe.Read();

    public string RuntimeName { get; init; } = "runc";

    public OciRuntime Runtime => new(RuntimeName, ProgramPath.Find(RuntimeName)!, directory.Sub("state"));

    public BundlePaths Paths => new(directory.Sub("bundle"), directory.Sub("rootfs"), directory.Sub("files"));

    public string Log => directory.Sub("log");

    public string Place(string name) => directory.Sub(name);

    public Cgroup Cgroup => Cgroup.Open(Linux.CgroupLayout.Detect(), CgroupParent + "/" + Id.Value);

    public bool DeviceRules { get; init; } = true;

    public bool SeccompProgram { get; init; }

    public string HiddenMount { get; init; } = "";

    public BundleRequest Request(ContainerSettings settings) => new()
    {
        DeviceRules = DeviceRules, SeccompProgram = SeccompProgram,
        Id = Id, Settings = settings, Image = new ImageConfiguration(), Host = Host, Paths = Paths,
        Defaults = new BundleDefaults { CgroupParent = CgroupParent },
    };

    /// <summary>Runs a shell script to its end.</summary>
    public Task<RuntimeOutput> Shell(string script, ContainerSettings? settings = null) =>
        Run((settings ?? Settings) with { Command = ["sh", "-c", script] });

    public async Task<RuntimeOutput> Run(ContainerSettings settings, params string[] around)
    {
        Assert.Null(BundleWriter.Prepare(Request(settings)).Fault);
        IReadOnlyList<string> detached = Runtime.Run(Id, Paths.Bundle, directory.Sub("pid"), Log);
        return await RuntimeProcess.RunAsync([.. around, .. detached.Where(argument => argument != "--detach")], Bound, hiddenMount: HiddenMount);
    }

    /// <summary>Starts one that stays, with its output on /dev/null.</summary>
    public async Task<int> StartSleeping(ContainerSettings? settings = null)
    {
        Assert.Null(BundleWriter.Prepare(Request((settings ?? Settings) with { Command = ["sleep", "1000"] })).Fault);
        string script = "exec \"$@\" </dev/null >/dev/null 2>&1";
        RuntimeOutput output = await RuntimeProcess.RunAsync(["/bin/sh", "-c", script, "sh", .. Runtime.Run(Id, Paths.Bundle, directory.Sub("pid"), Log)], Bound, hiddenMount: HiddenMount);
        Assert.True(output.ExitCode == 0, File.Exists(Log) ? File.ReadAllText(Log) : output.Errors);
        return int.Parse(File.ReadAllText(directory.Sub("pid")));
    }

    public Task<RuntimeOutput> Command(IReadOnlyList<string> line) => RuntimeProcess.RunAsync(line, Bound, hiddenMount: HiddenMount);

    public static ContainerSettings Settings => new() { Image = new ImageReference("busybox") };

    public void Dispose()
    {
        RuntimeProcess.RunAsync(Runtime.Delete(Id, Log), Bound, hiddenMount: HiddenMount).GetAwaiter().GetResult();
        Cgroup.Kill();
        SpinWait.SpinUntil(Cgroup.Remove, Bound);
        Cgroup.Open(Linux.CgroupLayout.Detect(), CgroupParent).Remove();
        directory.Dispose();
    }
}
