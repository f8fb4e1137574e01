using Akka.Actor;
using Akka.Remote;

namespace ActorEngine.Kernel.Remote.Tests.KernelOnly;

/// <summary>
/// A system that says that it shuts down is gated and forgotten. For the kernel alone: of a published system that ends, whether the word or the end of the connection is
/// seen first is a race.
/// </summary>
public sealed class FarewellTests : IAsyncLifetime
{
    private readonly SilencePair _pair = new(), _other = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _pair.Stop();
        await _other.Stop();
    }

    [Fact]
    public async Task It_is_not_quarantined_and_its_next_incarnation_can_be_watched()
    {
        await _pair.WatchedAndUnwatched();
        _pair.A.Sys.EventStream.Subscribe(_pair.A.TestActor, typeof(QuarantinedEvent));
        _pair.A.Sys.EventStream.Subscribe(_pair.A.TestActor, typeof(DisassociatedEvent));
        await _pair.B.Stop();
        await _pair.A.ExpectMsgAsync<DisassociatedEvent>(TimeSpan.FromSeconds(20));
        _pair.A.Sys.EventStream.Unsubscribe(_pair.A.TestActor, typeof(DisassociatedEvent));

        // Elsewhere a silence that began later was too long.
        await _other.WatchedAndUnwatched();
        await _other.SilencedAndGivenUp();
        Assert.DoesNotContain(_pair.A.ReceiveWhile<object>(message => message, TimeSpan.Zero, TimeSpan.Zero), message => message is QuarantinedEvent);

        await _pair.RestartTheOther();
        IActorRef echo = ActorRefs.Nobody;
        await _pair.A.AwaitAssertAsync(async () => echo = await _pair.A.Find(_pair.B, "user/echo"), TimeSpan.FromSeconds(20));
        await _pair.A.WatchSettled(echo);
        echo.Tell("stop");
        await _pair.A.ExpectTerminatedAsync(echo, TimeSpan.FromSeconds(20));
    }
}
