using ActorEngine.Contracts;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci.Tests.Bundles;

public class ResourceComposerTests
{
    [Theory]
    [InlineData(64L << 20, null, 64L << 20, 128L << 20)]
    [InlineData(64L << 20, -1L, 64L << 20, -1L)]
    [InlineData(64L << 20, 64L << 20, 64L << 20, 64L << 20)]
    [InlineData(-1L, null, -1L, -1L)]
    public void Swap_defaults_to_as_much_as_memory(long memory, long? swap, long limit, long both)
    {
        MemorySpec spec = Requests.Build(Requests.Settings with { Resources = new ResourceLimits { Memory = memory, MemorySwap = swap } }).Spec.Linux.Resources!.Memory!;
        Assert.Equal((limit, both), (spec.Limit, spec.Swap));
    }

    [Fact]
    public void An_update_carries_only_the_groups_that_it_touches()
    {
        var merged = new ResourceLimits { Memory = 64 << 20, MemorySwap = 80 << 20, NanoCpus = 1_000_000_000, PidsLimit = 9 };
        ResourcesSpec spec = ResourceComposer.ForUpdate(merged, new ResourceLimits { MemorySwap = 80 << 20 }, Requests.Hybrid, []).Required;
        Assert.Equal(new ResourcesSpec { Memory = new MemorySpec { Limit = 64 << 20, Swap = 80 << 20 } }, spec);
    }

    [Fact]
    public void Memory_tuning_is_left_out_with_a_warning_where_the_kernel_has_none()
    {
        List<string> warnings = [];
        ResourceLimits limits = new() { MemorySwappiness = 10, OomKillDisable = true };
        Assert.Null(ResourceComposer.ForUpdate(limits, limits, Requests.Unified with { MemoryTuning = false }, warnings).Required.Memory);
        Assert.Equal(2, warnings.Count);
        MemorySpec kept = Compose(limits with { Memory = 64 << 20 }).Memory!;
        Assert.Equal((10UL, true), (kept.Swappiness, kept.DisableOomKiller));
    }

    [Fact]
    public void Weights_that_runtimes_do_not_know_the_file_of_are_left_to_the_engine()
    {
        Bundle bundle = Requests.Build(Requests.Settings with { Resources = new ResourceLimits { BlkioWeight = 300 } }, host: Requests.Hybrid with { BfqWeightAlone = true });
        Assert.Null(bundle.Spec.Linux.Resources!.BlockIO);
        Assert.Equal(new BlockIoSpec { Weight = 300 }, bundle.OwnBlockIo);
    }

    [Fact]
    public void Devices_become_numbers_and_an_unknown_one_is_refused()
    {
        ContainerSettings settings = Requests.Settings with { Resources = new ResourceLimits { DeviceReadBps = [new("/dev/sda", 1 << 20)], BlkioWeightDevices = [new("/dev/sda", 200)] } };
        BundleRequest request = Requests.Of(settings) with { Facts = Requests.Facts with { LimitedDevices = new Dictionary<string, HostDevice> { ["/dev/sda"] = new("/dev/sda", "b", 8, 0, 0, 0, 0) } } };
        BlockIoSpec io = BundleBuilder.Build(request).Required.Spec.Linux.Resources!.BlockIO!;
        Assert.Equal([new ThrottleDeviceSpec(8, 0, 1 << 20)], io.ThrottleReadBpsDevice!);
        Assert.Equal([new WeightDeviceSpec(8, 0, 200)], io.WeightDevice!);
        Assert.Equal("resources.blkioWeightDevices", Requests.Refuse(settings).Field);
    }

    [Fact]
    public void Cpus_become_a_quota() => Assert.Equal(new CpuSpec { Quota = 150_000, Period = 100_000 }, Compose(new ResourceLimits { NanoCpus = 1_500_000_000 }).Cpu);

    [Fact]
    public void Zero_is_no_limit()
    {
        ResourcesSpec spec = Compose(new ResourceLimits { Memory = 0, CpuShares = 0, BlkioWeight = 0, MemorySwap = 0 });
        Assert.Equal(new ResourcesSpec(), spec);
    }

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(0, -1)]
    [InlineData(5, 5)]
    public void A_pids_limit_of_none_is_unlimited(long asked, long expected) => Assert.Equal(expected, Compose(new ResourceLimits { PidsLimit = asked }).Pids!.Limit);

    [Fact]
    public void What_the_host_cannot_limit_is_left_out_with_a_warning()
    {
        HostFacts poor = Requests.Hybrid with { SwapLimit = false, BlockIoWeight = false, MissingControllers = ["cpuset", "pids"] };
        Bundle bundle = Requests.Build(Requests.Settings with
        {
            Resources = new ResourceLimits { Memory = 64 << 20, MemorySwap = -1, BlkioWeight = 100, CpusetCpus = "0", PidsLimit = 9 },
        }, host: poor);
        Assert.Equal(4, bundle.Warnings.Count);
        Assert.Null(bundle.Spec.Linux.Resources!.Memory!.Swap);
        Assert.Null(bundle.Spec.Linux.Resources.Cpu);
    }

    [Fact]
    public void An_update_is_refused_like_a_create() =>
        Assert.Equal("resources.memory", ResourceComposer.ForUpdate(new ResourceLimits { Memory = 1 }, new ResourceLimits { Memory = 1 }, Requests.Hybrid, []).Fault!.Field);

    private static ResourcesSpec Compose(ResourceLimits limits) => ResourceComposer.ForUpdate(limits, limits, Requests.Hybrid, []).Required;
}
