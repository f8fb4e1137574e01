using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Actor;

public sealed class PathAndSelectionTests : TestKit
{
    [Theory]
    [InlineData("akka://sys/user/a/b", "akka://sys/user/a/b", 0)]
    [InlineData("akka.tcp://sys@host:2552/user/a#17", "akka.tcp://sys@host:2552/user/a", 17)]
    [InlineData("akka://sys/", "akka://sys/", 0)]
    public void A_path_is_read_and_written(string text, string plain, long uid)
    {
        Assert.True(ActorPath.TryParse(text, out var path));
        Assert.Equal(plain, path.ToString());
        Assert.Equal(uid, path.Uid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/user/a")]
    [InlineData("nothing at all")]
    public void Text_that_is_no_path_is_refused(string text) => Assert.False(ActorPath.TryParse(text, out _));

    [Fact]
    public void The_uid_takes_no_part_in_the_equality_of_paths()
    {
        var path = ActorPath.Parse("akka://sys/user/a#1");
        var other = ActorPath.Parse("akka://sys/user/a#2");
        Assert.Equal(path, other);
        Assert.Equal(path.GetHashCode(), other.GetHashCode());
        Assert.Equal("akka://sys/user/a#1", path.ToSerializationFormat());
        Assert.Equal("akka.tcp://sys@h:1/user/a#1", path.ToSerializationFormatWithAddress(new Address("akka.tcp", "sys", "h", 1)));
    }

    [Theory]
    [InlineData("a-b_c.d", true)]
    [InlineData("a%20b", true)]
    [InlineData("$a", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("", false)]
    public void Names_are_checked(string name, bool valid) => Assert.Equal(valid, ActorPath.IsValidPathElement(name));

    [Fact]
    public void A_taken_name_is_refused_until_its_holder_has_stopped()
    {
        var first = Sys.ActorOf(Props.Create<Echo>(), "one");
        Watch(first);
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create<Echo>(), "one"));
        Sys.Stop(first);
        ExpectTerminated(first);
        IActorRef second = ActorRefs.Nobody;
        AwaitAssert(() => second = Sys.ActorOf(Props.Create<Echo>(), "one"));
        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_malformed_name_is_refused() =>
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create<Echo>(), "no/slash"));

    [Fact]
    public void An_actor_without_a_name_gets_one() =>
        Assert.StartsWith("$", Sys.ActorOf(Props.Create<Echo>()).Path.Name);

    [Fact]
    public async Task A_selection_resolves_to_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create<Echo>(), "target");
        Assert.Equal(actor, await Sys.ActorSelection("/user/target").ResolveOne(TimeSpan.FromSeconds(5)));
        Assert.Equal(actor, await Sys.ActorSelection(actor.Path).ResolveOne(TimeSpan.FromSeconds(5)));
        Assert.Equal(actor, await Sys.ActorSelection(actor.Path.ToString()).ResolveOne(TimeSpan.FromSeconds(5)));
        Assert.Equal(actor, await Sys.ActorSelection("/user/tar*").ResolveOne(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_selection_of_nobody_does_not_resolve() =>
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nobody").ResolveOne(TimeSpan.FromSeconds(1)));

    [Fact]
    public void Identify_of_nobody_is_answered_with_no_subject()
    {
        Sys.ActorSelection("/user/nobody").Tell(new Identify(7), TestActor);
        var identity = ExpectMsg<ActorIdentity>();
        Assert.Equal(7, identity.MessageId);
        Assert.Null(identity.Subject);
    }

    [Fact]
    public void A_wildcard_reaches_all_children()
    {
        Sys.ActorOf(Props.Create<Echo>(), "wild-1");
        Sys.ActorOf(Props.Create<Echo>(), "wild-2");
        Sys.ActorOf(Props.Create<Echo>(), "tame");
        Sys.ActorSelection("/user/wild-?").Tell("hi", TestActor);
        ExpectMsg("hi");
        ExpectMsg("hi");
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_reference_survives_its_text()
    {
        var actor = Sys.ActorOf(Props.Create<Echo>(), "written");
        var text = Akka.Serialization.Serialization.SerializedActorPath(actor);
        Assert.Equal(actor, Sys.Serialization.DeserializeActorRef(text));
    }
}
