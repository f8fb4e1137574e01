using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Kernel.Remote.Tests;

public sealed class FrameLimitTests : IAsyncLifetime
{
    private readonly Node _a = Node.Start("A", "akka.loglevel = ERROR\nakka.loggers = []\nakka.remote.dot-netty.tcp.maximum-frame-size = 64000b");
    private readonly Node _b = Node.Start("B", "akka.remote.dot-netty.tcp.maximum-frame-size = 64000b");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _a.Stop();
        await _b.Stop();
    }

    [Fact]
    public async Task A_message_above_the_limit_is_dropped_with_an_error_and_the_next_one_arrives()
    {
        _b.Echo("echo");
        var echo = await _a.Find(_b, "user/echo");
        _a.Sys.EventStream.Subscribe(_a.TestActor, typeof(Error));
        echo.Tell(new byte[70_000], _a.TestActor);
        var error = await _a.ExpectMsgAsync<Error>();
        Assert.Contains("oversized", error.Cause.Message, StringComparison.OrdinalIgnoreCase);
        echo.Tell(new byte[60_000], _a.TestActor);
        Assert.Equal(60_000, (await _a.ExpectMsgAsync<byte[]>()).Length);
    }
}
