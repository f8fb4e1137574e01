using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Event;

public sealed class EventStreamTests : TestKit
{
    private interface IThing;

    private record Animal : IThing;

    private sealed record Cat : Animal;

    [Fact]
    public void A_subscriber_gets_events_of_the_type_and_of_derived_types()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Publish(new Cat());
        Sys.EventStream.Publish("no animal");
        Sys.EventStream.Publish(new Animal());
        ExpectMsg(new Cat());
        ExpectMsg(new Animal());
    }

    [Fact]
    public void A_subscriber_of_an_interface_gets_what_implements_it()
    {
        Assert.True(Sys.EventStream.Subscribe<IThing>(TestActor));
        Sys.EventStream.Publish(new Cat());
        ExpectMsg(new Cat());
    }

    [Fact]
    public void A_second_subscription_to_the_same_channel_changes_nothing()
    {
        Assert.True(Sys.EventStream.Subscribe(TestActor, typeof(Animal)));
        Assert.False(Sys.EventStream.Subscribe(TestActor, typeof(Animal)));
        Sys.EventStream.Publish(new Animal());
        ExpectMsg(new Animal());
        ExpectNoMsg(50);
    }

    [Fact]
    public void After_unsubscribing_nothing_comes()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(Animal)));
        Assert.False(Sys.EventStream.Unsubscribe(TestActor, typeof(Animal)));
        Sys.EventStream.Publish(new Animal());
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_message_to_a_stopped_actor_is_a_dead_letter()
    {
        var actor = Sys.ActorOf(Props.Create<Actor.Echo>());
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        actor.Tell("too late");
        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal("too late", letter.Message);
        Assert.Equal(actor, letter.Recipient);
        Assert.Equal(TestActor, letter.Sender);
    }

    [Fact]
    public void What_is_left_in_the_mailbox_becomes_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create<Actor.Echo>());
        actor.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        actor.Tell("after the pill", ActorRefs.NoSender);
        Assert.Equal("after the pill", ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void The_event_filter_sees_dead_letters() => EventFilter.DeadLetter<string>().ExpectOne(() => Sys.DeadLetters.Tell("lost"));
}
