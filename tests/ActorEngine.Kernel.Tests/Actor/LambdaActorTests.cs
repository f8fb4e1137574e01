using Akka.Actor;
using Akka.Actor.Dsl;

namespace ActorEngine.Kernel.Tests.Actor;

public class LambdaActorTests : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void A_lambda_defines_what_an_actor_receives()
    {
        IActorRef actor = Sys.ActorOf(config =>
        {
            config.Receive<string>((text, context) => context.Sender.Tell(text.Length), text => text.Length < 3);
            config.ReceiveAny((_, context) => context.Sender.Tell("other"));
        });
        actor.Tell("ab", TestActor);
        ExpectMsg(2);
        actor.Tell("abc", TestActor);
        ExpectMsg("other");
    }

    [Fact]
    public void Its_hooks_take_the_place_of_the_usual_ones()
    {
        IActorRef probe = TestActor;
        IActorRef actor = ActorOf(config =>
        {
            config.OnPreStart = _ => probe.Tell("start");
            config.OnPostStop = _ => probe.Tell("stop");
            config.OnPreRestart = (cause, _, _) => probe.Tell(cause.Message);
            config.OnPostRestart = (_, _) => probe.Tell("again");
            config.Receive<string>((text, _) => throw new InvalidOperationException(text));
        });
        ExpectMsg("start");
        actor.Tell("boom");
        ExpectMsg("boom");
        ExpectMsg("again");
        Sys.Stop(actor);
        ExpectMsg("stop");
    }

    [Fact]
    public void An_asked_for_restart_is_a_failure_for_the_supervisor()
    {
        IActorRef probe = TestActor;
        IActorRef actor = ActorOf(config => config.OnPreRestart = (cause, message, _) => probe.Tell((cause.Message, message)));
        actor.Tell(IntentionalRestart.Instance);
        Assert.Equal(("Intentional actor restart", IntentionalRestart.Instance), ExpectMsg<(string, object)>());
    }
}
