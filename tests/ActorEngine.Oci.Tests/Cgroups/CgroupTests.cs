using System.Diagnostics;
using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci.Tests.Cgroups;

/// <summary>The engine's own hand on control groups, on this host's version 1 hierarchies and on its version 2 one.</summary>
public class CgroupTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private static readonly CgroupLayout Host = CgroupLayout.Detect();

    private static readonly string Parent = $"/actorengine-oci-tests-{Environment.ProcessId}";

    public static TheoryData<CgroupMode> Modes
    {
        get
        {
            var modes = new TheoryData<CgroupMode> { Host.Mode };
            // A hybrid host's second hierarchy has no memory controller, but freezing, killing and listing are the same.
            if (Host.Mode == CgroupMode.Hybrid) modes.Add(CgroupMode.V2);
            return modes;
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_process_is_joined_frozen_thawed_killed_and_the_group_removed(CgroupMode mode)
    {
        Cgroup group = Open(mode);
        using var process = Process.Start("/bin/sleep", "1000");
        try
        {
            group.Create();
            group.Create();
            group.Join(process.Id);
            Assert.Equal([process.Id], group.ReadPids());
            group.Freeze(true);
            Assert.True(SpinWait.SpinUntil(() => group.IsFrozen, Bound));
            group.Freeze(false);
            Assert.True(SpinWait.SpinUntil(() => !group.IsFrozen, Bound));
            Assert.False(group.Remove());
        }
        finally
        {
            group.Kill();
            process.WaitForExit();
            Assert.True(SpinWait.SpinUntil(group.Remove, Bound));
            Cgroup.Open(Host, Parent).Remove();
        }

        Assert.False(group.Exists);
        if (mode == Host.Mode) Assert.Equal(FaultCode.Conflict, group.TryLimit(new ResourcesSpec { Pids = new PidsSpec(1) })!.Code);
        Assert.Empty(group.ReadPids());
        Assert.Null(group.ReadUsage());
        Assert.True(group.Remove());
    }

    [Fact]
    public void Limits_are_written_and_read_back()
    {
        if (!Host.Controllers.ContainsKey("memory")) return;
        Cgroup group = Open(Host.Mode);
        try
        {
            group.Create();
            group.Limit(new ResourcesSpec { Memory = new MemorySpec { Limit = 16 << 20, Swap = 32 << 20 }, Pids = new PidsSpec(7), Cpu = new CpuSpec { Shares = 200, Quota = 5000, Period = 10000 } });
            group.Limit(new ResourcesSpec { Memory = new MemorySpec { Limit = 64 << 20, Swap = 64 << 20 } });
            CgroupUsage usage = group.ReadUsage()!.Value;
            Assert.Equal((64L << 20, 7L), (usage.MemoryLimit, usage.PidsLimit));
            group.Limit(new ResourcesSpec { Memory = new MemorySpec { Limit = 128 << 20 } });
            Assert.Equal(128L << 20, group.ReadUsage()!.Value.MemoryLimit);
            Assert.Equal(FaultCode.InvalidArgument, group.TryLimit(new ResourcesSpec { Cpu = new CpuSpec { Cpus = "4000" } })!.Code);
            group.Limit(new ResourcesSpec { Memory = new MemorySpec { Limit = -1, Swap = -1 }, Pids = new PidsSpec(-1) });
            Assert.Equal((null, null), (group.ReadUsage()!.Value.MemoryLimit, group.ReadUsage()!.Value.PidsLimit));
        }
        finally
        {
            Assert.True(SpinWait.SpinUntil(group.Remove, Bound));
            Cgroup.Open(Host, Parent).Remove();
        }
    }

    [Fact]
    public void Version_2_files_are_read()
    {
        using var mount = new TemporaryDirectory();
        Directory.CreateDirectory(mount.Sub("x"));
        foreach ((string file, string text) in new Dictionary<string, string>
        {
            ["cpu.stat"] = "usage_usec 1500\nuser_usec 1000\n", ["memory.current"] = "9000\n", ["memory.stat"] = "anon 1\ninactive_file 4000\n",
            ["memory.max"] = "max\n", ["pids.current"] = "3\n", ["pids.max"] = "max\n", ["memory.events"] = "low 0\noom 2\noom_kill 1\n",
            ["io.stat"] = "8:0 rbytes=10 wbytes=20 rios=1 wios=1 dbytes=0 dios=0\n8:16 rbytes=5 wbytes=7 rios=1 wios=1\n",
        }) File.WriteAllText(mount.Sub("x/" + file), text);
        Cgroup group = Cgroup.Open(new CgroupLayout(CgroupMode.V2, mount.Path, new Dictionary<string, string>()), "/x");
        Assert.Equal(new CgroupUsage(1_500_000, 5000) { Pids = 3, BlockReadBytes = 15, BlockWrittenBytes = 27 }, group.ReadUsage());
        Assert.Equal(1, group.ReadOomKills());
    }

    [Fact]
    public void Version_2_files_are_written()
    {
        using var mount = new TemporaryDirectory();
        Directory.CreateDirectory(mount.Sub("x"));
        string[] files = ["memory.max", "memory.low", "memory.swap.max", "cpu.weight", "cpu.max", "cpuset.cpus", "cpuset.mems", "pids.max", "io.weight", "io.max"];
        foreach (string file in files) File.WriteAllText(mount.Sub("x/" + file), "");
        Cgroup group = Cgroup.Open(new CgroupLayout(CgroupMode.V2, mount.Path, new Dictionary<string, string>()), "/x");
        group.Limit(new ResourcesSpec
        {
            Memory = new MemorySpec { Limit = 64 << 20, Swap = 96 << 20, Reservation = 32 << 20, Swappiness = 10, DisableOomKiller = true },
            Cpu = new CpuSpec { Shares = 1024, Quota = 50_000, Period = 100_000, Cpus = "0-1", Mems = "0" },
            Pids = new PidsSpec(-1),
            BlockIO = new BlockIoSpec { Weight = 505, ThrottleReadBpsDevice = [new(8, 0, 1 << 20)] },
        });
        Assert.Equal(
            ["67108864", "33554432", "33554432", "39", "50000 100000", "0-1", "0", "max", "default 5000", "8:0 rbps=1048576"],
            files.Select(file => File.ReadAllText(mount.Sub("x/" + file))));
        group.Limit(new ResourcesSpec { Memory = new MemorySpec { Limit = -1, Swap = -1 }, Cpu = new CpuSpec { Quota = -1 }, BlockIO = new BlockIoSpec { ThrottleReadBpsDevice = [new(8, 0, 0)] } });
        Assert.StartsWith("max", File.ReadAllText(mount.Sub("x/memory.max")));
        Assert.StartsWith("max 100000", File.ReadAllText(mount.Sub("x/cpu.max")));
        Assert.StartsWith("8:0 rbps=max", File.ReadAllText(mount.Sub("x/io.max")));
    }

    [Fact]
    public void Version_2_refuses_a_limit_below_what_is_used()
    {
        using var mount = new TemporaryDirectory();
        Directory.CreateDirectory(mount.Sub("x"));
        foreach ((string file, string text) in new Dictionary<string, string>
        {
            ["cpu.stat"] = "usage_usec 1\n", ["memory.current"] = $"{50 << 20}\n", ["memory.stat"] = $"inactive_file {10 << 20}\n", ["memory.max"] = "",
        }) File.WriteAllText(mount.Sub("x/" + file), text);
        Cgroup group = Cgroup.Open(new CgroupLayout(CgroupMode.V2, mount.Path, new Dictionary<string, string>()), "/x");
        Assert.Equal("resources.memory", group.TryLimit(new ResourcesSpec { Memory = new MemorySpec { Limit = 30 << 20 } })!.Field);
        Assert.Null(group.TryLimit(new ResourcesSpec { Memory = new MemorySpec { Limit = 45 << 20 } }));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1024, 39)]
    [InlineData(262144, 10000)]
    public void Shares_become_a_weight(ulong shares, ulong weight) => Assert.Equal(weight, CgroupV2.CpuWeight(shares));

    private static Cgroup Open(CgroupMode mode) => Cgroup.Open(
        mode == Host.Mode ? Host : new CgroupLayout(mode, Host.UnifiedMount, new Dictionary<string, string>()),
        Parent + "/" + Guid.NewGuid().ToString("N"));
}
