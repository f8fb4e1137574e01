using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Actor;

public sealed class StashTests : TestKit
{
    private sealed class Closed : ReceiveActor, IWithUnboundedStash
    {
        public Closed(IActorRef observer)
        {
            Receive<string>(s => s == "open", _ =>
            {
                Become(() =>
                {
                    Receive<string>(s => s == "fail", _ => throw new InvalidOperationException("fail"));
                    Receive<string>(observer.Tell);
                });
                Stash.UnstashAll();
            });
            Receive<string>(s => s == "fail", _ => throw new InvalidOperationException("fail"));
            Receive<string>(s => s == "twice", _ =>
            {
                Stash.Stash();
                observer.Tell(Record.Exception(() => Stash.Stash())!);
            });
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }

    private IActorRef Create()
    {
        var observer = TestActor;
        return Sys.ActorOf(Props.Create(() => new Closed(observer)));
    }

    [Fact]
    public void Stashed_messages_come_back_in_order_and_before_later_ones()
    {
        var actor = Create();
        actor.Tell("a");
        actor.Tell("b");
        actor.Tell("open");
        actor.Tell("c");
        ExpectMsg("a");
        ExpectMsg("b");
        ExpectMsg("c");
    }

    [Fact]
    public void A_restart_gives_stashed_messages_back_to_the_mailbox()
    {
        var actor = Create();
        actor.Tell("a");
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell("fail"));
        actor.Tell("b");
        actor.Tell("open");
        ExpectMsg("a");
        ExpectMsg("b");
    }

    [Fact]
    public void The_same_message_cannot_be_stashed_twice()
    {
        Create().Tell("twice");
        ExpectMsg<IllegalActorStateException>();
    }

    private sealed class Small : ReceiveActor, IWithStash
    {
        public Small() => ReceiveAny(_ => Stash.Stash());

        public IStash Stash { get; set; } = null!;
    }

    [Fact]
    public void A_full_stash_fails_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create<Small>().WithStashCapacity(2));
        EventFilter.Exception<StashOverflowException>().ExpectOne(() =>
        {
            actor.Tell(1);
            actor.Tell(2);
            actor.Tell(3);
        });
    }
}
