using ActorEngine.Contracts;

namespace ActorEngine.Transport.Tests;

public sealed class RequestTests
{
    [Fact]
    public async Task A_request_gets_its_reply()
    {
        await using var engine = new TestEngine(call => call.ReplyAsync(new EngineVersion("9.9", 1)).AsTask());
        await using var client = await engine.ConnectAsync();

        var reply = Assert.IsType<EngineVersion>(await client.AskAsync(new GetVersion()));

        Assert.Equal("9.9", reply.Version);
        Assert.Equal(ProductVersion.Text, client.ServerVersion);
    }

    [Fact]
    public async Task Answers_come_back_out_of_order_to_their_own_askers()
    {
        var held = new TaskCompletionSource();
        await using var engine = new TestEngine(async call =>
        {
            if (call.Request is GetInfo) await held.Task;
            await call.ReplyAsync(call.Request is GetInfo ? new EngineInfo { Name = "slow" } : new EngineVersion("fast", 1));
        });
        await using var client = await engine.ConnectAsync();

        var slow = client.AskAsync(new GetInfo());
        for (int i = 0; i < 50; i++) Assert.IsType<EngineVersion>(await client.AskAsync(new GetVersion()));
        Assert.False(slow.IsCompleted);
        held.SetResult();

        Assert.Equal("slow", Assert.IsType<EngineInfo>(await slow).Name);
    }

    [Fact]
    public async Task A_fault_is_a_reply()
    {
        await using var engine = new TestEngine(call => call.ReplyAsync(new Fault(FaultCode.NotFound, "No such container: x")).AsTask());
        await using var client = await engine.ConnectAsync();

        var fault = Assert.IsType<Fault>(await client.AskAsync(new InspectContainer(new ContainerReference("x"))));

        Assert.Equal(FaultCode.NotFound, fault.Code);
    }

    [Fact]
    public async Task The_engine_knows_who_asks()
    {
        PeerIdentity? peer = null;
        await using var engine = new TestEngine(call =>
        {
            peer = call.Peer;
            return call.ReplyAsync(new Done()).AsTask();
        });
        await using var client = await engine.ConnectAsync();

        await client.AskAsync(new GetVersion());

        Assert.Equal(Environment.ProcessId, peer!.Pid);
    }

    [Fact]
    public async Task Cancelling_a_call_reaches_the_engine_and_frees_the_stream()
    {
        var cancelled = new TaskCompletionSource();
        await using var engine = new TestEngine(async call =>
        {
            if (call.Request is GetVersion)
            {
                await call.ReplyAsync(new Done());
                return;
            }

            call.Cancelled.Register(() => cancelled.TrySetResult());
        });
        await using var client = await engine.ConnectAsync();
        using var impatience = new CancellationTokenSource();

        var asking = client.AskAsync(new GetInfo(), impatience.Token);
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.IsType<Done>(await client.AskAsync(new GetVersion()));
    }

    [Fact]
    public async Task Too_many_requests_in_flight_are_refused_as_overload()
    {
        await using var engine = new TestEngine(_ => Task.CompletedTask);
        await using var client = await engine.ConnectAsync();
        var open = Enumerable.Range(0, ProtocolLimits.StreamsInFlight).Select(_ => client.Open(new GetInfo())).ToList();

        var fault = Assert.IsType<Fault>(await client.AskAsync(new GetInfo()));

        Assert.Equal(FaultCode.Overloaded, fault.Code);
        Assert.Equal(ProtocolLimits.StreamsInFlight, open.Count);
    }

    [Fact]
    public async Task Losing_the_engine_fails_what_is_in_flight()
    {
        var engine = new TestEngine(_ => Task.CompletedTask);
        await using var client = await engine.ConnectAsync();
        var asking = client.AskAsync(new GetInfo());

        await engine.DisposeAsync();

        await Assert.ThrowsAsync<EngineConnectionLostException>(() => asking);
        Assert.True(client.IsClosed);
    }
}
