using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Limits as the kernel holds them, on this host's control groups and, where it is hybrid, on version 1 alone.</summary>
public sealed class ResourceTests
{
    private const string Settings = "actorengine.containers.realtime-runtime = 100000";

    private static bool IsHybrid => Directory.Exists("/sys/fs/cgroup/unified");

    private static bool IsVersion1 => Directory.Exists("/sys/fs/cgroup/memory");

    [Theory]
    [InlineData(false, "crun")]
    [InlineData(false, "runc")]
    [InlineData(true, "crun")]
    [InlineData(true, "runc")]
    public async Task Every_limit_reaches_its_file_and_stays_over_restarts(bool alone, string runtime)
    {
        // Version 2 has a test of its own below; without version 1 there is nothing to see here.
        if (!IsVersion1 || (alone && !IsHybrid)) return;
        using UnifiedNamespace? view = alone ? await UnifiedNamespace.CreateVersion1() : null;
        await using var engine = await Engine.StartNew(wrapper: view?.Wrapper, hocon: Settings);
        (string Path, string Number)? disk = Limits.Disk();
        string[] disks = disk is var (path, _)
            ? ["--device-read-bps", path + ":1mb", "--device-write-bps", path + ":2mb", "--device-read-iops", path + ":30", "--device-write-iops", path + ":40"]
            : [];
        (await engine.Cli(["run", "-d", "--name", "all", "--runtime", runtime, "--memory", "64m", "--memory-swap", "96m", "--memory-reservation", "32m", "--memory-swappiness", "10",
            "--oom-kill-disable", "--oom-score-adj", "300", "--cpu-shares", "512", "--cpu-period", "50000", "--cpu-quota", "25000", "--cpu-rt-runtime", "20000", "--cpuset-cpus", "0",
            "--cpuset-mems", "0", "--pids-limit", "100", "--blkio-weight", "300", .. disks, "--ulimit", "nofile=100:200", "--ulimit", "core=-1", "--ulimit", "stack=8388608:-1",
            "--shm-size", "3m", "--restart", "always", "busybox", "sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"])).Expect();
        await Check("after the start");
        await engine.KillDaemon();
        await engine.StartDaemon();
        await Check("after a kill of the daemon");
        (await engine.Cli("restart", "all")).Expect();
        await Check("after a restart");

        async Task Check(string when)
        {
            Limits limits = await Limits.Of(engine, "all");
            Dictionary<string, (string Controller, string Wanted)> wanted = new()
            {
                ["memory.limit_in_bytes"] = ("memory", "67108864"), ["memory.memsw.limit_in_bytes"] = ("memory", "100663296"),
                ["memory.soft_limit_in_bytes"] = ("memory", "33554432"), ["memory.swappiness"] = ("memory", "10"),
                ["cpu.shares"] = ("cpu", "512"), ["cpu.cfs_period_us"] = ("cpu", "50000"), ["cpu.cfs_quota_us"] = ("cpu", "25000"), ["cpu.rt_runtime_us"] = ("cpu", "20000"),
                ["cpuset.cpus"] = ("cpuset", "0"), ["cpuset.mems"] = ("cpuset", "0"), ["pids.max"] = ("pids", "100"), ["blkio.bfq.weight"] = ("blkio", "300"),
                ["blkio.throttle.read_bps_device"] = ("blkio", $"{disk?.Number} 1048576"), ["blkio.throttle.write_bps_device"] = ("blkio", $"{disk?.Number} 2097152"),
                ["blkio.throttle.read_iops_device"] = ("blkio", $"{disk?.Number} 30"), ["blkio.throttle.write_iops_device"] = ("blkio", $"{disk?.Number} 40"),
            };
            foreach (var (file, (controller, value)) in wanted)
            {
                // Files of the kernel's options: block devices, groups of real-time tasks, the scheduler BFQ, swap accounting.
                if (!limits.Has(controller, file) || (file.Contains("throttle", StringComparison.Ordinal) && disk is null)) continue;
                Assert.Equal($"{when}: {file}={value}", $"{when}: {file}={limits.Read(controller, file)}");
            }

            Assert.Contains("oom_kill_disable 1", limits.Read("memory", "memory.oom_control"));
            Assert.Equal("300", limits.OfProcess("oom_score_adj"));
            Assert.Equal(("100", "200"), limits.Rlimit("Max open files"));
            Assert.Equal(("unlimited", "unlimited"), limits.Rlimit("Max core file size"));
            Assert.Equal(("8388608", "unlimited"), limits.Rlimit("Max stack size"));
            Assert.Equal("3072", (await engine.Cli("exec", "all", "sh", "-c", "df -k /dev/shm | tail -1 | awk '{print $2}'")).Expect());
        }
    }

    [Fact]
    public async Task Update_changes_a_running_container_and_is_kept()
    {
        if (!IsVersion1) return;
        await using var engine = await Engine.StartNew(hocon: Settings);
        (await engine.Cli("run", "-d", "--name", "unit", "--memory", "64m", "busybox", "sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done")).Expect();
        string disk = Limits.Disk() is var (path, _) ? path : "";
        (await engine.Cli(["update", "--memory", "100m", "--memory-swap", "200m", "--memory-reservation", "50m", "--memory-swappiness", "5", "--cpus", "0.5", "--cpu-shares", "100",
            "--cpuset-cpus", "0", "--pids-limit", "33", "--blkio-weight", "77", "--oom-score-adj", "44", .. disk.Length > 0 ? (string[])["--device-read-iops", disk + ":9"] : [], "unit"])).Expect();
        await Check();
        await engine.KillDaemon();
        await engine.StartDaemon();
        Assert.Equal("104857600 209715200 500000000 33", await engine.Inspect("unit", "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}"));
        await Check();
        (await engine.Cli("restart", "unit")).Expect();
        await Check();
        if (disk.Length > 0)
        {
            (await engine.Cli("update", "--device-read-iops", disk + ":0", "unit")).Expect();
            Assert.Equal("", (await Limits.Of(engine, "unit")).Read("blkio", "blkio.throttle.read_iops_device"));
        }

        async Task Check()
        {
            Limits limits = await Limits.Of(engine, "unit");
            Assert.Equal("104857600 209715200 52428800 5", string.Join(' ', ((string[])["limit_in_bytes", "memsw.limit_in_bytes", "soft_limit_in_bytes", "swappiness"]).Select(file => limits.Read("memory", "memory." + file))));
            Assert.Equal("50000 100000 100", $"{limits.Read("cpu", "cpu.cfs_quota_us")} {limits.Read("cpu", "cpu.cfs_period_us")} {limits.Read("cpu", "cpu.shares")}");
            Assert.Equal(("0", "33", "44"), (limits.Read("cpuset", "cpuset.cpus"), limits.Read("pids", "pids.max"), limits.OfProcess("oom_score_adj")));
            if (limits.Has("blkio", "blkio.bfq.weight")) Assert.Equal("77", limits.Read("blkio", "blkio.bfq.weight"));
        }
    }

    [Fact]
    public async Task A_refused_update_changes_nothing()
    {
        if (!IsVersion1) return;
        await using var engine = await Engine.StartNew();
        (await engine.Cli("run", "-d", "--name", "unit", "--memory", "64m", "--cpus", "1", "busybox", "sh", "-c", "trap 'exit 0' TERM; x=$(head -c 20000000 /dev/zero | tr '\\0' a); while :; do sleep 0.1; done")).Expect();
        await Refused("Memory limit should be smaller than already set memoryswap limit", "--memory", "129m");
        await Refused("Conflicting options", "--cpu-quota", "5000");
        await Refused("Minimum memory limit allowed is 6MB", "--memory", "5m");
        await Refused("Requested CPUs are not available - requested 4000", "--cpuset-cpus", "4000");
        await Refused("no block device", "--device-read-bps", "/dev/null:1mb");
        Limits limits = await Limits.Of(engine, "unit");
        await Until.True("it has its memory", () => long.Parse(limits.Read("memory", "memory.usage_in_bytes")) > 20_000_000);
        // Refused by the kernel in the middle: the shares before it are taken back.
        await Refused("below what the container uses", "--cpu-shares", "50", "--pids-limit", "5", "--memory", "8m");
        Assert.Equal("67108864 134217728 1024 max", string.Join(' ',
            limits.Read("memory", "memory.limit_in_bytes"), limits.Read("memory", "memory.memsw.limit_in_bytes"), limits.Read("cpu", "cpu.shares"), limits.Read("pids", "pids.max")));
        Assert.Equal("67108864 0 <nil>", await engine.Inspect("unit", "{{.HostConfig.Memory}} {{.HostConfig.CpuShares}} {{.HostConfig.PidsLimit}}"));

        async Task Refused(string reason, params string[] options)
        {
            CommandResult result = await engine.Cli(["update", .. options, "unit"]);
            Assert.NotEqual(0, result.ExitCode);
            Assert.Contains(reason, result.Error);
        }
    }

    [Fact]
    public async Task What_cannot_be_limited_is_told_when_the_container_is_made()
    {
        using var unified = await UnifiedNamespace.Create();
        await using var engine = await Engine.StartNew(wrapper: unified.Wrapper);
        CommandResult result = await engine.Cli("run", "-d", "--name", "unit", "--memory", "64m", "--memory-swappiness", "5", "--pids-limit", "20", "--cgroup-parent", "/aeresources-parent", "busybox", "sleep", "1000");
        result.Expect();
        Assert.Contains("memory swappiness", result.Error);
        Limits limits = await Limits.Of(engine, "unit");
        Assert.StartsWith("/aeresources-parent/", await engine.Inspect("unit", "{{.CgroupPath}}"));
        Assert.Contains(limits.Pid.ToString(), limits.Read("cgroup.procs").Split('\n'));
        // A hybrid host leaves version 2 without the main controllers; elsewhere the files hold the limits.
        if (File.Exists("/sys/fs/cgroup/memory/memory.limit_in_bytes")) Assert.Contains("memory limit capabilities", result.Error);
        else Assert.Equal(("67108864", "20"), (limits.Read("memory.max"), limits.Read("pids.max")));
        (await engine.Cli("rm", "-f", "unit")).Expect();
        await Command.Run("nsenter", [.. unified.Wrapper[1..], "rmdir", "/sys/fs/cgroup/aeresources-parent"]);
    }
}
