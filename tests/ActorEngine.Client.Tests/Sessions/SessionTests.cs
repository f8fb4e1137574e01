using ActorEngine.Client.Tests.Harness;
using ActorEngine.Contracts;

namespace ActorEngine.Client.Tests.Sessions;

public sealed class SessionTests : GateKit
{
    [Fact]
    public async Task A_client_with_a_role_gets_a_session_and_answers()
    {
        StartGate();
        Engine = call => Task.FromResult<IReply>(call.Request is GetInfo ? new EngineInfo { Name = "node-a" } : new Done());
        var engine = Connect("CN=admin");

        Assert.Equal("node-a", (await engine.InfoAsync()).Name);

        var session = engine.Link.State.Now.Session!;
        Assert.Equal(("CN=admin", "engine-1"), (session.Subject, session.EngineId));
        Assert.Contains("host", session.Rights);
        Assert.Contains(Audited, entry => entry is { Outcome: "session-opened", Subject: "CN=admin", Role: "admin" });
    }

    [Fact]
    public async Task A_client_with_an_RSA_key_gets_a_session_too()
    {
        StartGate();
        var engine = Connect(Authority.Issue("CN=admin", rsa: true));

        await engine.Container(ContainerId.New()).StartAsync();
    }

    [Fact]
    public async Task A_certificate_of_another_authority_opens_no_session()
    {
        StartGate();
        using var others = new Certificates();
        var engine = Connect(others.Issue("CN=admin"));

        var refused = await Assert.ThrowsAsync<EngineFaultException>(() => engine.InfoAsync());

        Assert.Equal(FaultCode.PermissionDenied, refused.Code);
        Assert.Contains(Audited, entry => entry is { Outcome: "session-refused", Subject: "CN=admin" });
    }

    [Fact]
    public async Task A_subject_without_a_role_opens_no_session()
    {
        StartGate();
        var engine = Connect("CN=stranger");

        Assert.Contains("no role", (await Assert.ThrowsAsync<EngineFaultException>(() => engine.InfoAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_asks_for_proof_refuses_an_engine_of_another_authority()
    {
        StartGate();
        using var others = new Certificates();
        var engine = Connect("CN=admin", options => options with { EngineAuthorities = [others.Authority] });

        Assert.Contains("not trusted", (await Assert.ThrowsAsync<EngineFaultException>(() => engine.InfoAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_asks_for_an_engine_by_name_refuses_another()
    {
        StartGate();
        var right = Connect("CN=admin", options => options with { EngineAuthorities = [Authority.Authority], EngineSubject = "CN=engine" });
        var wrong = Connect("CN=admin", options => options with { EngineAuthorities = [Authority.Authority], EngineSubject = "CN=other" });
        Engine = _ => Task.FromResult<IReply>(new EngineInfo());

        await right.InfoAsync();
        await Assert.ThrowsAsync<EngineFaultException>(() => wrong.InfoAsync());
    }

    [Fact]
    public async Task A_call_without_the_right_is_refused_and_audited_and_not_carried_out()
    {
        StartGate();
        bool carriedOut = false;
        Engine = call =>
        {
            carriedOut = true;
            return Task.FromResult<IReply>(new Done());
        };
        var engine = Connect("CN=viewer");

        var refused = await Assert.ThrowsAsync<EngineFaultException>(() => engine.Container(ContainerId.New()).StopAsync());

        Assert.Equal(FaultCode.PermissionDenied, refused.Code);
        Assert.False(carriedOut);
        Assert.Contains(Audited, entry => entry is { Outcome: "refused", Request: "container.stop", Subject: "CN=viewer" });
    }

    [Fact]
    public async Task An_accepted_change_is_audited_and_refused_where_it_cannot_be()
    {
        StartGate();
        var container = Connect("CN=admin").Container(ContainerId.New());
        await container.StartAsync();
        Assert.Contains(Audited, entry => entry is { Outcome: "accepted", Request: "container.start" } && entry.Object == container.Id.Value);

        AuditFull = true;

        Assert.Equal(FaultCode.Overloaded, (await Assert.ThrowsAsync<EngineFaultException>(() => container.StartAsync())).Code);
    }

    [Fact]
    public async Task A_large_answer_arrives_whole()
    {
        StartGate();
        string large = new('x', 3_000_000);
        Engine = _ => Task.FromResult<IReply>(new EngineInfo { Name = large });

        Assert.Equal(large, (await Connect("CN=admin").InfoAsync()).Name);
    }

    [Fact]
    public async Task More_requests_than_a_session_takes_wait_for_their_turn()
    {
        Streams = 4;
        StartGate();
        int most = 0, now = 0;
        Engine = async _ =>
        {
            int count = Interlocked.Increment(ref now);
            lock (Audited) most = Math.Max(most, count);
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return new EngineInfo();
        };
        var engine = Connect("CN=admin");

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => engine.InfoAsync()));

        Assert.InRange(most, 1, 4);
    }
}
