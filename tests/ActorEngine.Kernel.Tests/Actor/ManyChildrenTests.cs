using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Actor;

public sealed class ManyChildrenTests : TestKit
{
    [Fact]
    public async Task A_parent_of_a_hundred_thousand_stops_in_time_proportional_to_their_number()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(100_000)));
        await parent.Ask<int>("how many?", TimeSpan.FromSeconds(30));

        // Ten seconds are ample for linear work and far too few for work by the square.
        Assert.True(await parent.GracefulStop(TimeSpan.FromSeconds(10)));
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent(int count)
        {
            for (var i = 0; i < count; i++)
                Context.ActorOf(Props.Empty);
            ReceiveAny(_ => Sender.Tell(count));
        }
    }
}
