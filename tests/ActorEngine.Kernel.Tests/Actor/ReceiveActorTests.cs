using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Actor;

public sealed class ReceiveActorTests : TestKit
{
    private sealed class Picky : ReceiveActor
    {
        public Picky()
        {
            Receive<int>(i => i > 100, i => Sender.Tell($"big {i}"));
            Receive<int>(i => Sender.Tell($"int {i}"));
            Receive<string>(s =>
            {
                if (s != "mine")
                    return false;
                Sender.Tell("handled mine");
                return true;
            });
            Receive<string>(s => Sender.Tell($"string {s}"));
            Receive(typeof(double), d => Sender.Tell($"double {d}"), d => (double)d > 0);
        }
    }

    [Fact]
    public void The_first_handler_that_accepts_a_message_gets_it()
    {
        var actor = Sys.ActorOf(Props.Create<Picky>());
        actor.Tell(200);
        actor.Tell(2);
        actor.Tell("mine");
        actor.Tell("other");
        actor.Tell(1.5);
        ExpectMsg("big 200");
        ExpectMsg("int 2");
        ExpectMsg("handled mine");
        ExpectMsg("string other");
        ExpectMsg("double 1.5");
    }

    [Fact]
    public void A_message_that_no_handler_accepts_is_published_as_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create<Picky>());
        actor.Tell(-1.5);
        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal(-1.5, unhandled.Message);
        Assert.Equal(actor, unhandled.Recipient);
        Assert.Equal(TestActor, unhandled.Sender);
    }

    private sealed class Late : ReceiveActor
    {
        public Late()
        {
            ReceiveAny(_ => { });
            Receive<string>(_ => { });
        }
    }

    [Fact]
    public async Task A_handler_after_one_that_takes_everything_fails_the_creation()
    {
        await EventFilter.Exception<ActorInitializationException>().ExpectOneAsync(() =>
        {
            Sys.ActorOf(Props.Create<Late>());
            return Task.CompletedTask;
        });
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody()
        {
            Happy();
        }

        private void Happy()
        {
            Receive<string>(s => s == "stack", _ => BecomeStacked(Sad));
            Receive<string>(s => s == "replace", _ => Become(Sad));
            Receive<string>(_ => Sender.Tell("happy"));
        }

        private void Sad()
        {
            Receive<string>(s => s == "back", _ => UnbecomeStacked());
            Receive<string>(_ => Sender.Tell("sad"));
        }
    }

    [Fact]
    public void A_stacked_behaviour_can_be_taken_off_again()
    {
        var actor = Sys.ActorOf(Props.Create<Moody>());
        actor.Tell("stack");
        actor.Tell("?");
        actor.Tell("back");
        actor.Tell("?");
        ExpectMsg("sad");
        ExpectMsg("happy");
    }

    [Fact]
    public void A_replaced_behaviour_gives_way_to_the_first()
    {
        var actor = Sys.ActorOf(Props.Create<Moody>());
        actor.Tell("replace");
        actor.Tell("back");
        actor.Tell("?");
        ExpectMsg("happy");
    }

    [Fact]
    public async Task A_restart_goes_back_to_the_first_behaviour()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(SupervisorStrategy.DefaultStrategy)));
        var child = await parent.Ask<IActorRef>((Props.Create<FailingMoody>(), "moody"));
        child.Tell("replace");
        child.Tell("?");
        ExpectMsg("second");
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => child.Tell("fail"));
        child.Tell("?");
        ExpectMsg("first");
    }

    private sealed class FailingMoody : ReceiveActor
    {
        public FailingMoody()
        {
            Receive<string>(s => s == "replace", _ => Become(() =>
            {
                Receive<string>(s => s == "fail", _ => throw new InvalidOperationException("fail"));
                Receive<string>(_ => Sender.Tell("second"));
            }));
            Receive<string>(_ => Sender.Tell("first"));
        }
    }
}
