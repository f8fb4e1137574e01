using Akka.Actor;
using Akka.Remote;

namespace ActorEngine.Kernel.Remote.Tests;

/// <summary>
/// A system that system messages were exchanged with, whose connection breaks, and that is not heard of again. For the kernel alone: the published
/// transport did not give such a system up within the 20 s that these tests wait.
/// </summary>
public sealed class SilenceTests : IAsyncLifetime
{
    private readonly SilencePair _pair = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _pair.Stop();

    [Fact]
    public async Task It_is_quarantined_and_its_next_incarnation_is_dealt_with()
    {
        var first = await _pair.WatchedAndUnwatched();
        var quarantined = await _pair.SilencedAndGivenUp();
        Assert.Equal(first.Path.Address, quarantined.Address);

        await _pair.RestartTheOther();
        await _pair.A.AwaitAssertAsync(
            async () => Assert.Equal("new", await _pair.A.Select(_pair.B, "user/echo").Ask<string>("new", TimeSpan.FromMilliseconds(300))),
            TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_system_that_is_connected_and_says_nothing_is_left_alone()
    {
        var silenced = new SilencePair();
        try
        {
            await _pair.WatchedAndUnwatched();
            _pair.A.Sys.EventStream.Subscribe(_pair.A.TestActor, typeof(QuarantinedEvent));

            // Elsewhere the same silence began later, and was too long.
            await silenced.WatchedAndUnwatched();
            await silenced.SilencedAndGivenUp();
            Assert.Equal("still", await _pair.A.Select(_pair.B, "user/echo").Ask<string>("still", TimeSpan.FromSeconds(10)));
            Assert.False(_pair.A.HasMessages);
        }
        finally
        {
            await silenced.Stop();
        }
    }
}
