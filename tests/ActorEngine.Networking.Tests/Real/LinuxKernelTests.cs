using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Networking.Tests;

/// <summary>The real kernel, under a tag and subnets of the test's own. Needs root.</summary>
public sealed class LinuxKernelTests : IAsyncLifetime
{
    private readonly string directory = Path.Combine(Path.GetTempPath(), "networking-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly EngineTag tag;
    private readonly LinuxNetworkKernel kernel;
    private readonly NetworkRecord front;

    public LinuxKernelTests()
    {
        string id = Guid.NewGuid().ToString();
        tag = new EngineTag(id);
        kernel = new LinuxNetworkKernel(Samples.Settings with { EngineId = id, RunDirectory = directory });
        front = Samples.Network("front", $"10.199.{Random.Shared.Next(256)}.0/28", 'a') with { Bridge = tag.Bridge(new string('a', 64)) };
    }

    private string Inside => Path.Combine(directory, "netns", "1-1");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await kernel.RemoveNetworkAsync(NetworksState.Empty, front);
        kernel.Dispose();
        using NftablesContext nft = NftablesContext.Open();
        nft.TryRun($"delete table inet {tag.Table}", out _, out _);
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_namespace_has_its_link_address_and_route_and_goes_with_all_of_them()
    {
        Attachment attachment = Attachment();
        NetworksState state = Samples.State([front], attachment);
        await kernel.AttachAsync(state, attachment);
        await kernel.AttachAsync(state, attachment);
        Assert.True(NetworkNamespace.Exists(Inside));
        (IReadOnlyList<LinkInfo> links, var addresses) = await Enter(route => (route.Links(), route.Addresses()));
        Assert.True(links.Single(link => link.Name == "eth0").Up);
        Assert.Contains(addresses, address => address.Address.ToString() == attachment.Endpoints[0].Address);
        await kernel.DetachAsync(Samples.State([front]), attachment);
        Assert.False(File.Exists(Inside));
        using RouteSocket host = RouteSocket.Open();
        await Until(() => host.FindLink(attachment.Endpoints[0].Link) is null);
    }

    [Fact]
    public async Task Containers_that_are_kept_apart_share_no_wire()
    {
        Attachment attachment = Attachment();
        await kernel.AttachAsync(Samples.State([front with { Apart = true }], attachment), attachment);
        Assert.Equal("1", File.ReadAllText($"/sys/class/net/{attachment.Endpoints[0].Link}/brport/isolated").Trim());
        Assert.Equal("1", File.ReadAllText($"/sys/class/net/{attachment.Endpoints[0].Link}/brport/hairpin_mode").Trim());
        await kernel.DetachAsync(Samples.State([front]), attachment);
    }

    [Fact]
    public async Task Rules_that_another_program_removed_come_back_and_are_told()
    {
        Attachment attachment = Attachment();
        NetworksState state = Samples.State([front], attachment);
        await kernel.AttachAsync(state, attachment);
        await kernel.CheckAsync(state);
        using NftablesContext nft = NftablesContext.Open();
        nft.Run($"delete table inet {tag.Table}");
        Assert.Contains("removed", Assert.Single(await kernel.CheckAsync(state)));
        Assert.Contains("tcp . 18080", nft.Run($"list table inet {tag.Table}"));
        Assert.Empty(await kernel.CheckAsync(state));
        nft.Run($"flush chain inet {tag.Table} arriving");
        Assert.Contains("changed", Assert.Single(await kernel.CheckAsync(state)));
        await kernel.DetachAsync(Samples.State([front]), attachment);
        Assert.DoesNotContain("tcp . 18080", nft.Run($"list table inet {tag.Table}"));
    }

    [Fact]
    public async Task Leaked_namespaces_and_links_are_swept_and_those_in_use_stay()
    {
        Attachment attachment = Attachment(), leaked = attachment with
        {
            Container = Samples.Container('2'),
            Namespace = "2-1",
            Endpoints = [attachment.Endpoints[0] with { Link = tag.Link(new string('2', 64)), Address = (front.Block.First + 2).ToString(), MacAddress = HardwareAddress.Of(front.Block.First + 2) }],
            Ports = [],
        };
        await kernel.AttachAsync(Samples.State([front], attachment), attachment);
        await kernel.AttachAsync(Samples.State([front], attachment, leaked), leaked);
        IReadOnlyList<string> findings = await kernel.ReconcileAsync(Samples.State([front], attachment));
        Assert.Contains(findings, finding => finding.Contains("namespace 2-1"));
        Assert.True(NetworkNamespace.Exists(Inside));
        Assert.False(File.Exists(Path.Combine(directory, "netns", "2-1")));
        using RouteSocket host = RouteSocket.Open();
        Assert.NotNull(host.FindLink(attachment.Endpoints[0].Link));
        await kernel.DetachAsync(Samples.State([front]), attachment);
    }

    [Fact]
    public async Task A_bridge_that_was_deleted_is_made_again_and_its_links_join_it()
    {
        Attachment attachment = Attachment();
        NetworksState state = Samples.State([front], attachment);
        await kernel.AttachAsync(state, attachment);
        using RouteSocket host = RouteSocket.Open();
        host.Delete(host.FindLink(front.Bridge)!.Index);
        using var fresh = new LinuxNetworkKernel(Samples.Settings with { EngineId = tag.EngineId, RunDirectory = directory });
        Assert.Contains(await fresh.ReconcileAsync(state), finding => finding.Contains("lost its bridge"));
        Assert.Equal(host.FindLink(front.Bridge)!.Index, host.FindLink(attachment.Endpoints[0].Link)!.Master);
        await fresh.DetachAsync(Samples.State([front]), attachment);
    }

    [Fact]
    public async Task A_namespace_that_cannot_be_finished_leaves_nothing()
    {
        Attachment attachment = Attachment();
        attachment = attachment with { Endpoints = [attachment.Endpoints[0] with { Link = "a-name-that-is-too-long" }] };
        await Assert.ThrowsAsync<LinuxException>(() => kernel.AttachAsync(Samples.State([front], attachment), attachment));
        Assert.False(File.Exists(Inside));
    }

    private Attachment Attachment()
    {
        Ip address = front.Block.First + 1;
        return new Attachment(Samples.Container('1'), 1, "1-1")
        {
            Endpoints = [new Endpoint(front.Id, "eth0", tag.Link(ContainerId.New().Value), address.ToString(), HardwareAddress.Of(address))],
            Ports = [new PublishedPort("0.0.0.0", 18080, 80, "tcp")],
        };
    }

    private async Task<T> Enter<T>(Func<RouteSocket, T> look)
    {
        using var thread = new NetworkThread();
        return await thread.RunAsync(() => NetworkNamespace.Enter(Inside, () =>
        {
            using RouteSocket route = RouteSocket.Open();
            return look(route);
        }));
    }

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition()) await Task.Delay(5, patience.Token);
    }
}
