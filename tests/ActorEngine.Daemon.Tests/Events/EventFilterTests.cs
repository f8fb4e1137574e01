using ActorEngine.Contracts;
using ActorEngine.Events;

namespace ActorEngine.Daemon.Tests.Events;

public sealed class EventFilterTests
{
    private static readonly EngineEvent Started = new(1, DateTimeOffset.UnixEpoch, "container", "exec_start: ls", "abcdef")
    {
        Attributes = new Dictionary<string, string> { ["name"] = "web", ["image"] = "busybox", ["tier"] = "front" },
    };

    [Theory]
    [InlineData("type", "container", true)]
    [InlineData("type", "image", false)]
    [InlineData("event", "exec_start", true)]
    [InlineData("event", "exec", false)]
    [InlineData("container", "web", true)]
    [InlineData("container", "abc", true)]
    [InlineData("container", "db", false)]
    [InlineData("image", "busybox", true)]
    [InlineData("image", "busy", false)]
    [InlineData("scope", "local", true)]
    [InlineData("scope", "swarm", false)]
    [InlineData("network", "web", false)]
    [InlineData("plugin", "web", false)]
    [InlineData("label", "tier", true)]
    [InlineData("label", "tier=front", true)]
    [InlineData("label", "tier=back", false)]
    public void Events_pass_as_with_Docker(string key, string value, bool passes) =>
        Assert.Equal(passes, EventFilter.Matches(Started, [new Filter(key, value)]));

    [Theory]
    [InlineData("example.test:5000/a/b:1", "example.test:5000/a/b", true)]
    [InlineData("example.test:5000/a/b", "example.test", false)]
    [InlineData("busybox:1", "busybox", true)]
    public void An_image_is_found_without_its_tag_too(string name, string wanted, bool passes) =>
        Assert.Equal(passes, EventFilter.Matches(Started with { Attributes = new Dictionary<string, string> { ["image"] = name } }, [new Filter("image", wanted)]));

    [Fact]
    public void A_network_is_found_by_name_and_id()
    {
        var connected = new EngineEvent(2, DateTimeOffset.UnixEpoch, "network", "connect", "n123") { Attributes = new Dictionary<string, string> { ["name"] = "front" } };
        Assert.True(EventFilter.Matches(connected, [new Filter("network", "front")]));
        Assert.True(EventFilter.Matches(connected, [new Filter("network", "n1")]));
        Assert.False(EventFilter.Matches(connected, [new Filter("network", "back")]));
    }

    [Fact]
    public void The_same_key_twice_means_either() =>
        Assert.True(EventFilter.Matches(Started, [new Filter("type", "image"), new Filter("type", "container")]));

    [Fact]
    public void Different_keys_mean_both() =>
        Assert.False(EventFilter.Matches(Started, [new Filter("type", "container"), new Filter("container", "db")]));

    [Fact]
    public void An_unknown_filter_is_refused() => Assert.Equal("filters", EventFilter.Validate([new Filter("colour", "red")])?.Field);
}
