using Akka.Remote;

namespace ActorEngine.Kernel.Remote.Tests;

/// <summary>Beside another that is connected, the published remoting does not always tell of a system that has gone.</summary>
public sealed partial class SilenceTests
{
    [Fact]
    public async Task A_system_that_is_connected_and_says_nothing_is_left_alone()
    {
        var b = Start();
        var other = Node.Start("C");
        try
        {
            await WatchedAndUnwatched(b);
            var gone = await WatchedAndUnwatched(other);
            _a.Sys.EventStream.Subscribe(_a.TestActor, typeof(QuarantinedEvent));
            await other.Stop();

            // The silence of the one that has gone began later than that of the one that is there.
            Assert.Equal(gone.Path.Address, (await _a.ExpectMsgAsync<QuarantinedEvent>(TimeSpan.FromSeconds(20))).Address);
            Assert.Equal("still", await _a.Select(b, "user/echo").Ask<string>("still", TimeSpan.FromSeconds(10)));
            Assert.False(_a.HasMessages);
        }
        finally
        {
            await b.Stop();
        }
    }
}
