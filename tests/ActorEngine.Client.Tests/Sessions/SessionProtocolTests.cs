using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Client.Tests.Harness;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client.Tests.Sessions;

/// <summary>The wire as a client of another make would use it, and misuse it. The test is the client.</summary>
public sealed class SessionProtocolTests : GateKit
{
    private readonly SessionNumbers numbers = new();

    [Fact]
    public void A_session_takes_frames_of_its_client_and_of_nobody_else()
    {
        StartGate();
        var session = Open();
        var stranger = CreateTestProbe();

        session.Tell(Request(new GetVersion(), 1, new SessionNumbers()), stranger.Ref);
        AwaitAssert(() => Assert.Contains(Audited, entry => entry is { Outcome: "refused", Request: null }));
        session.Tell(Request(new GetVersion(), 1, numbers), TestActor);

        Assert.Equal(SessionFrameKind.Reply, ExpectMsg<SessionFrame>().Kind);
        stranger.ExpectNoMsg(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void A_gap_in_the_numbers_ends_the_session()
    {
        StartGate();
        var session = Watch(Open());
        numbers.Stamp(0, SessionFrameKind.Ping);

        session.Tell(Request(new GetVersion(), 1, numbers), TestActor);

        Assert.Equal(SessionFrameKind.Close, ExpectMsg<SessionFrame>().Kind);
        ExpectTerminated(session);
    }

    [Fact]
    public void A_silent_client_is_let_go()
    {
        Silence = TimeSpan.FromMilliseconds(200);
        StartGate();
        var session = Watch(Open());

        Assert.Equal(SessionFrameKind.Close, FishForMessage<SessionFrame>(frame => frame.Kind == SessionFrameKind.Close).Kind);
        ExpectTerminated(session);
        AwaitAssert(() => Assert.Contains(Audited, entry => entry is { Outcome: "session-ended", Reason: "the client is silent" }));
    }

    [Fact]
    public void A_client_that_sends_more_than_it_has_credit_for_is_let_go()
    {
        StartGate();
        Engine = async call =>
        {
            await Task.Delay(Timeout.Infinite, call.Cancelled);
            return new Done();
        };
        var session = Watch(Open());
        session.Tell(Request(new LoadImage(), 1, numbers), TestActor);

        for (int sent = 0; sent <= 2 * SessionLimits.EngineWindow; sent += 40_000) session.Tell(numbers.Stamp(1, SessionFrameKind.Data, new byte[40_000]), TestActor);

        Assert.Equal(SessionFrameKind.Close, ExpectMsg<SessionFrame>().Kind);
        ExpectTerminated(session);
    }

    [Fact]
    public void Cancelling_reaches_the_work_behind_a_request()
    {
        StartGate();
        Engine = async call =>
        {
            TestActor.Tell("begun");
            await Task.Delay(Timeout.Infinite, call.Cancelled).ContinueWith(_ => TestActor.Tell("cancelled"), TaskScheduler.Default);
            return new Done();
        };
        var session = Open();
        session.Tell(Request(new LoadImage(), 1, numbers), TestActor);
        ExpectMsg("begun");

        session.Tell(numbers.Stamp(1, SessionFrameKind.Cancel), TestActor);

        ExpectMsg("cancelled");
    }

    [Fact]
    public void A_session_ends_when_its_certificate_expires()
    {
        StartGate();
        var session = Watch(Open(Authority.Issue("CN=admin", to: TimeProvider.System.GetUtcNow().AddSeconds(2))));

        var close = ExpectMsg<SessionFrame>(TimeSpan.FromSeconds(20));

        Assert.Equal(FaultCode.PermissionDenied, ((Fault)MessageFrame.Decode(close.Payload.Span)).Code);
        ExpectTerminated(session);
    }

    [Fact]
    public void A_message_that_is_none_is_answered_and_the_session_goes_on()
    {
        StartGate();
        var session = Open();

        session.Tell(numbers.Stamp(1, SessionFrameKind.Request, new byte[] { 3, (byte)'x', (byte)'y', (byte)'z', (byte)'{' }), TestActor);
        Assert.Equal(FaultCode.UnknownMessage, ((Fault)MessageFrame.Decode(ExpectMsg<SessionFrame>().Payload.Span)).Code);
        session.Tell(Request(new GetVersion(), 2, numbers), TestActor);

        Assert.IsType<Done>(MessageFrame.Decode(ExpectMsg<SessionFrame>().Payload.Span));
    }

    private static SessionFrame Request(IMessage message, uint stream, SessionNumbers from) => from.Stamp(stream, SessionFrameKind.Request, MessageFrame.Encode(message));

    private IActorRef Open(X509Certificate2? shown = null)
    {
        var certificate = shown ?? Authority.Issue("CN=admin");
        string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var gate = Sys.ActorSelection("/user/engine/daemon");
        gate.Tell(new OpenSession(SessionLimits.Protocol, "client", nonce) { Certificates = [Convert.ToBase64String(certificate.RawData)] }, TestActor);
        var challenge = ExpectMsg<SessionChallenge>();
        var transcript = new SessionTranscript("client", nonce, challenge.Nonce, Name(TestActor), Name(LastSender));
        LastSender.Tell(new ProveSession(challenge.Nonce, transcript.SignAsClient(certificate)), TestActor);
        ExpectMsg<SessionOpened>();
        return LastSender;
    }

    private static string Name(IActorRef actor) => Akka.Serialization.Serialization.SerializedActorPath(actor);
}
