using ActorEngine.Contracts;

namespace ActorEngine.Daemon.Tests.Routing;

public sealed class RouteTableTests
{
    public static TheoryData<string> Requests => [.. MessageRegistry.All
        .Where(type => type.Type.IsAssignableTo(typeof(ICommand)) || type.Type.IsAssignableTo(typeof(IQuery)))
        .Select(type => type.Manifest)];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_command_and_query_has_a_destination(string manifest) =>
        Assert.True(RouteTable.Knows(MessageRegistry.Find(manifest)!.Type));

    [Fact]
    public void Replies_and_items_are_not_for_clients_to_send()
    {
        Assert.Equal(Destination.Inside, RouteTable.Of(new Done()));
        Assert.Equal(Destination.Inside, RouteTable.Of(new StreamNotice("x")));
        Assert.Equal(Destination.Inside, RouteTable.Of(new PublishEvent(DateTimeOffset.UnixEpoch, "daemon", "forged", "x")));
    }
}
