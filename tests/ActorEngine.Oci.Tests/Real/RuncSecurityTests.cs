using ActorEngine.Contracts;

namespace ActorEngine.Oci.Tests.Real;

[Collection("runtime")]
public sealed class RuncSecurityTests : IDisposable
{
    private readonly BusyboxContainer container = new();

    [Fact]
    public async Task A_program_has_the_default_capabilities_and_the_seccomp_filter()
    {
        RuntimeOutput output = await container.Shell("grep -E 'CapEff|CapBnd|NoNewPrivs|Seccomp:' /proc/self/status");
        Assert.Equal("CapEff:\t00000000a80425fb\nCapBnd:\t00000000a80425fb\nNoNewPrivs:\t0\nSeccomp:\t2\n", output.Output);
    }

    [Fact]
    public async Task A_user_has_no_effective_capabilities_and_its_own_groups()
    {
        RuntimeOutput output = await container.Shell("id; grep CapEff /proc/self/status; env | grep HOME", BusyboxContainer.Settings with { User = "app", Groups = ["77"] });
        Assert.Equal("uid=1000(app) gid=1000(app) groups=44(video),77,1000(app)\nCapEff:\t0000000000000000\nHOME=/home/app\n", output.Output);
    }

    [Fact]
    public async Task No_new_privileges_reaches_the_program()
    {
        RuntimeOutput output = await container.Shell("grep NoNewPrivs /proc/self/status", BusyboxContainer.Settings with { SecurityOptions = ["no-new-privileges"] });
        Assert.Equal("NoNewPrivs:\t1\n", output.Output);
    }

    [Fact]
    public async Task Dropped_capabilities_are_gone()
    {
        RuntimeOutput output = await container.Shell("grep CapEff /proc/self/status", BusyboxContainer.Settings with { CapDrop = ["ALL"], CapAdd = ["KILL"] });
        Assert.Equal("CapEff:\t0000000000000020\n", output.Output);
    }

    [Fact]
    public async Task The_default_filter_forbids_namespaces_and_native_does_too()
    {
        Assert.Contains("Operation not permitted", (await container.Shell("unshare -U true")).Errors);
        using var native = new BusyboxContainer();
        Assert.Contains("Operation not permitted", (await native.Shell("unshare -U true", BusyboxContainer.Settings with { SecurityOptions = ["seccomp=native"] })).Errors);
    }

    [Fact]
    public async Task A_users_profile_is_enforced()
    {
        const string profile = """{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["chmod","fchmodat","fchmodat2"],"action":"SCMP_ACT_ERRNO","errnoRet":95}]}""";
        RuntimeOutput output = await container.Shell("touch /x; chmod 600 /x", BusyboxContainer.Settings with { SecurityOptions = ["seccomp=" + profile] });
        Assert.Contains("not supported", output.Errors);
    }

    [Fact]
    public async Task Sensitive_paths_are_masked_or_read_only()
    {
        RuntimeOutput output = await container.Shell("head -c1 /proc/kcore; echo 1 > /proc/sys/kernel/shmmax; touch /sys/x; echo done");
        Assert.Equal("done\n", output.Output);
        Assert.Contains("Read-only file system", output.Errors);
    }

    [Fact]
    public async Task A_read_only_root_refuses_writes_but_its_tmpfs_takes_them()
    {
        ContainerSettings settings = BusyboxContainer.Settings with { ReadOnlyRoot = true, Mounts = [new(MountKind.Tmpfs, "/tmp") { TmpfsSize = 1 << 20 }] };
        RuntimeOutput output = await container.Shell("touch /x; touch /tmp/x && echo yes", settings);
        Assert.Equal("yes\n", output.Output);
        Assert.Contains("Read-only file system", output.Errors);
    }

    [Fact]
    public async Task Devices_are_made_and_others_are_refused()
    {
        RuntimeOutput output = await container.Shell("head -c1 /dev/zero >/dev/full; ls /dev; mknod /tmp-kmsg c 1 11 && head -c1 /tmp-kmsg");
        Assert.Contains("urandom", output.Output);
        Assert.Contains("Operation not permitted", output.Errors);
    }

    [Fact]
    public async Task Privileged_sees_the_hosts_devices_and_may_mount()
    {
        RuntimeOutput output = await container.Shell(
            "grep -E 'CapEff|Seccomp:' /proc/self/status; mkdir /m; mount -t tmpfs none /m && echo mounted; ls /dev/kmsg", BusyboxContainer.Settings with { Privileged = true });
        Assert.True(output.ExitCode == 0, output.Errors);
        Assert.Equal($"CapEff:\t{container.Host.Capabilities:x16}\nSeccomp:\t0\nmounted\n/dev/kmsg\n", output.Output);
    }

    public void Dispose() => container.Dispose();
}
