using Akka.Actor;
using Akka.Remote;

namespace ActorEngine.Kernel.Remote.Tests;

/// <summary>An impatient system, and one that it reaches over a wire only.</summary>
internal sealed class SilencePair
{
    private const string Impatient = """
        akka.remote { quarantine-after-silence = 400 ms, retry-gate-closed-for = 50 ms, transport-failure-detector.heartbeat-interval = 50 ms }
        """;

    private readonly int _port = FreePort.Next();
    private readonly Proxy _wire;

    public SilencePair()
    {
        _wire = new Proxy(_port);
        B = StartTheOther();
    }

    public Node A { get; } = Node.Start("A", Impatient);

    public Node B { get; private set; }

    /// <summary>Exchanges system messages, so that their numbers would be missed.</summary>
    public async Task<IActorRef> WatchedAndUnwatched()
    {
        B.Echo("echo");
        var echo = await A.Find(B, "user/echo");
        await A.WatchSettled(echo);
        A.Unwatch(echo);
        Assert.Equal("unwatched", await echo.Ask<string>("unwatched", TimeSpan.FromSeconds(10)));
        return echo;
    }

    /// <summary>The wire breaks, and the impatient one gives the other up.</summary>
    public async Task<QuarantinedEvent> SilencedAndGivenUp()
    {
        A.Sys.EventStream.Subscribe(A.TestActor, typeof(QuarantinedEvent));
        _wire.Cut();
        return await A.ExpectMsgAsync<QuarantinedEvent>(TimeSpan.FromSeconds(20));
    }

    /// <summary>Another incarnation of the other, over a wire that is whole again.</summary>
    public async Task RestartTheOther()
    {
        await B.Stop();
        _wire.Mend();
        B = StartTheOther();
        B.Echo("echo");
    }

    public async Task Stop()
    {
        _wire.Dispose();
        await A.Stop();
        await B.Stop();
    }

    private Node StartTheOther() => Node.Start("B", $"akka.remote.dot-netty.tcp {{ port = {_port}, public-port = {_wire.Port} }}");
}
