using ActorEngine.Contracts;

namespace ActorEngine.Daemon.Tests.Queries;

public sealed class ActorStatesTests
{
    [Fact]
    public void The_tree_has_each_actor_below_its_parent_in_the_order_of_names()
    {
        var states = new ActorStates();
        states.Set("/user/engine/b/child", "Child", "busy");
        states.Set("/user/engine", "Engine", "up");
        states.Set("/user/engine/a", "A", "idle");
        states.Set("/user/other", "Other", "x");

        var tree = states.Tree("/user/engine");

        Assert.Equal(("engine", "Engine", "up"), (tree.Name, tree.Kind, tree.State));
        Assert.Equal(["a", "b"], tree.Children.Select(child => child.Name));
        Assert.Equal("busy", Assert.Single(tree.Children[1].Children).State);
    }

    [Fact]
    public void An_actor_that_stopped_is_gone_from_the_tree()
    {
        var states = new ActorStates();
        states.Set("/user/engine/a", "A", "idle");
        states.Remove("/user/engine/a");

        Assert.Empty(states.Tree("/user/engine").Children);
    }
}
