using ActorEngine.Client.Tests.Harness;
using ActorEngine.Contracts;

namespace ActorEngine.Client.Tests.Sessions;

/// <summary>Sessions that stand while it changes whom to trust.</summary>
public sealed class TrustChangeTests : GateKit
{
    [Fact]
    public async Task Revoking_a_certificate_ends_its_session_and_no_other()
    {
        StartGate();
        Engine = _ => Task.FromResult<IReply>(new EngineInfo());
        var stolen = Authority.Issue("CN=admin");
        var (thief, owner, viewer) = (Connect(stolen), Connect("CN=admin"), Connect("CN=viewer"));
        foreach (var engine in (IContainerEngine[])[thief, owner, viewer]) await engine.InfoAsync();
        var (ofOwner, ofViewer) = (owner.Link.State.Now, viewer.Link.State.Now);

        ChangeTrust(trust => trust with { Revoked = new HashSet<string> { PresentedCertificate.Fingerprint(stolen) } });

        AwaitAssert(() => Assert.Equal(NodeState.Refused, thief.Link.State.Now.State));
        Assert.Contains("revoked", (await Assert.ThrowsAsync<EngineFaultException>(() => thief.InfoAsync())).Message, StringComparison.Ordinal);
        AwaitAssert(() => Assert.Contains(Audited, entry => entry is { Outcome: "session-ended", Subject: "CN=admin" } && entry.Reason!.Contains("revoked", StringComparison.Ordinal)));
        await owner.InfoAsync();
        await viewer.InfoAsync();
        Assert.Same(ofOwner, owner.Link.State.Now);
        Assert.Same(ofViewer, viewer.Link.State.Now);
    }

    [Fact]
    public async Task A_subject_that_is_taken_off_the_list_loses_its_session()
    {
        StartGate();
        var engine = Connect("CN=viewer");
        await engine.Link.ReachableAsync();

        ChangeTrust(trust => trust with { Subjects = [.. trust.Subjects.Where(subject => subject.Subject != "CN=viewer")] });

        AwaitAssert(() => Assert.Equal(NodeState.Refused, engine.Link.State.Now.State));
    }

    [Fact]
    public async Task A_subject_with_other_rights_has_them_in_another_session()
    {
        StartGate();
        var container = Connect("CN=viewer").Container(ContainerId.New());
        await Assert.ThrowsAsync<EngineFaultException>(() => container.StartAsync());

        ChangeTrust(trust => trust with { Subjects = [.. trust.Subjects.Select(subject => subject with { Rights = trust.Subjects[0].Rights })] });

        await AwaitAssertAsync(() => container.StartAsync());
    }

    [Fact]
    public async Task A_client_leaves_an_engine_whose_certificate_was_revoked()
    {
        StartGate();
        bool revoked = false;
        var engine = Connect("CN=admin", options => options with { EngineAuthorities = [Authority.Authority], IsRevoked = _ => Volatile.Read(ref revoked) });
        await engine.Link.ReachableAsync();

        Volatile.Write(ref revoked, true);
        engine.Link.Recheck();

        AwaitAssert(() => Assert.Equal(NodeState.Refused, engine.Link.State.Now.State));
        Assert.Contains("revoked", (await Assert.ThrowsAsync<EngineFaultException>(() => engine.InfoAsync())).Message, StringComparison.Ordinal);
    }
}
