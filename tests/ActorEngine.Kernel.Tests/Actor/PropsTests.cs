using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Actor;

public sealed class PropsTests : TestKit
{
    private sealed class Args : ReceiveActor
    {
        public Args(string text, int number, object? optional) => ReceiveAny(_ => Sender.Tell($"{text} {number} {optional ?? "nothing"}"));
    }

    private int Number => 41;

    [Fact]
    public async Task The_arguments_of_the_expression_are_evaluated_once()
    {
        var calls = 0;
        string Text()
        {
            calls++;
            return "text";
        }

        var text = Text();
        var props = Props.Create(() => new Args(text, Number + 1, null));
        for (var i = 0; i < 2; i++)
            Assert.Equal("text 42 nothing", await Sys.ActorOf(props).Ask<string>("?", TimeSpan.FromSeconds(5)));
        Assert.Equal(1, calls);
        Assert.Equal(typeof(Args), props.Type);
        Assert.Equal(new object?[] { "text", 42, null }, props.Arguments);
    }

    [Fact]
    public async Task A_type_and_arguments_make_props_too()
    {
        var actor = Sys.ActorOf(Props.Create(typeof(Args), "a", 1, "b"));
        Assert.Equal("a 1 b", await actor.Ask<string>("?", TimeSpan.FromSeconds(5)));
        actor = Sys.ActorOf(Props.Create<Args>("c", 2, "d"));
        Assert.Equal("c 2 d", await actor.Ask<string>("?", TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void An_expression_that_creates_nothing_is_refused() =>
        Assert.ThrowsAny<Exception>(() => Props.Create(() => Make()));

    [Fact]
    public void Deployment_settings_make_a_copy()
    {
        var props = Props.Create<Echo>();
        var other = props.WithDispatcher("akka.actor.default-blocking-io-dispatcher").WithMailbox("unbounded");
        Assert.Equal("akka.actor.default-dispatcher", props.Dispatcher);
        Assert.Equal("akka.actor.default-blocking-io-dispatcher", other.Dispatcher);
        Assert.Equal("unbounded", other.Mailbox);
    }

    [Fact]
    public void An_actor_cannot_be_made_with_new() => Assert.Throws<ActorInitializationException>(Outside);

    private static Echo Make() => null!;

    private static void Outside()
    {
        Akka.Actor.Internal.InternalCurrentActorCellKeeper.Current = null!;
#pragma warning disable AK1000 // The misuse that the analyzer of the packages finds is the very thing under test.
        _ = new Echo();
#pragma warning restore AK1000
    }
}
