using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Daemon.Tests.Routing;

public sealed class AuthorizationTests
{
    private readonly Authorization authorization = new("actorengine", 900, ownUser: 1000);

    [Fact]
    public void Root_may() => Assert.Null(authorization.Check(Peer(0, 0)));

    [Fact]
    public void The_engines_own_user_may() => Assert.Null(authorization.Check(Peer(1000, 5)));

    [Fact]
    public void Members_of_the_group_may()
    {
        Assert.Null(authorization.Check(Peer(33, 900)));
        Assert.Null(authorization.Check(Peer(33, 33, 44, 900)));
    }

    [Fact]
    public void Others_are_told_what_to_do()
    {
        var fault = authorization.Check(Peer(33, 33, 44));

        Assert.Equal(FaultCode.PermissionDenied, fault?.Code);
        Assert.Contains("'actorengine'", fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_group_on_the_host_nobody_is_a_member_of_it() =>
        Assert.NotNull(new Authorization("actorengine", null, 1000).Check(Peer(33, 0, 0)));

    private static PeerIdentity Peer(uint user, uint group, params uint[] groups) => new(1, user, group, groups);
}
