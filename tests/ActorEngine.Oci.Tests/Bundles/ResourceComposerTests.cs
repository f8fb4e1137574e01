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
    public void An_update_of_memory_leaves_swap_alone() => Assert.Null(Compose(new ResourceLimits { Memory = 64 << 20 }).Memory!.Swap);

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
        Assert.Equal("resources.memory", ResourceComposer.ForUpdate(new ResourceLimits { Memory = 1 }, Requests.Hybrid, []).Fault!.Field);

    private static ResourcesSpec Compose(ResourceLimits limits) => ResourceComposer.ForUpdate(limits, Requests.Hybrid, []).Required;
}
