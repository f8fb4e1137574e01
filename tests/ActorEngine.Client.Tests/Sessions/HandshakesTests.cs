using ActorEngine.Client.Tests.Harness;
using ActorEngine.Contracts;
using ActorEngine.Daemon;

namespace ActorEngine.Client.Tests.Sessions;

/// <summary>The pure half of opening a session, step by step as a hostile client would.</summary>
public sealed class HandshakesTests : IDisposable
{
    private const string Client = "akka.tcp://app@10.0.0.1:1/user/a#1", Gate = "akka.tcp://ActorEngine@10.0.0.2:2/user/engine/daemon#2";
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(60);
    private readonly Certificates authority = new();
    private readonly ManualTime time = new(Now);
    private readonly Handshakes handshakes;
    private RemoteTrust trust;

    public HandshakesTests()
    {
        trust = new RemoteTrust
        {
            ClientAuthorities = [authority.Authority],
            Subjects = [new RemoteSubject("CN=ci, O=Example", "operator", BuiltInRoles.All["operator"], [])],
            Challenges = 3,
        };
        handshakes = new Handshakes(() => trust, time);
    }

    [Fact]
    public void A_proof_with_the_key_of_the_certificate_is_accepted()
    {
        var (open, sign) = Begin();

        var (client, refused) = handshakes.Prove(sign(open, Client, Gate), Client);

        Assert.Null(refused);
        Assert.Equal("operator", client!.Subject.Role);
    }

    [Fact]
    public void A_proof_is_good_once()
    {
        var (challenge, sign) = Begin();
        var proof = sign(challenge, Client, Gate);
        handshakes.Prove(proof, Client);

        // Nor is it a word about the client: its next attempt is heard.
        Assert.Equal(FaultCode.Unavailable, handshakes.Prove(proof, Client).Refused?.Code);
    }

    [Fact]
    public void A_proof_sent_by_another_actor_is_refused()
    {
        var (challenge, sign) = Begin();

        Assert.NotNull(handshakes.Prove(sign(challenge, Client, Gate), "akka.tcp://app@10.0.0.1:1/user/a#2").Refused);
    }

    [Fact]
    public void A_proof_that_was_made_for_another_engine_is_refused()
    {
        var (challenge, sign) = Begin();

        Assert.NotNull(handshakes.Prove(sign(challenge, Client, "akka.tcp://ActorEngine@10.0.0.9:2/user/engine/daemon#2"), Client).Refused);
    }

    [Fact]
    public void A_proof_for_another_purpose_is_refused()
    {
        var (challenge, sign) = Begin(signedPurpose: "node");

        Assert.NotNull(handshakes.Prove(sign(challenge, Client, Gate), Client).Refused);
    }

    [Fact]
    public void A_proof_after_the_challenge_has_expired_is_refused()
    {
        var (challenge, sign) = Begin();
        time.Now = challenge.ExpiresAt;

        Assert.NotNull(handshakes.Prove(sign(challenge, Client, Gate), Client).Refused);
    }

    [Fact]
    public void A_proof_with_another_key_is_refused()
    {
        var certificate = authority.Issue("CN=ci,O=Example");
        var (challenge, _) = handshakes.Begin(Open(certificate), Client, Gate);
        var other = authority.Issue("CN=ci,O=Example");
        var transcript = new SessionTranscript("client", Nonce, challenge!.Nonce, Client, Gate);

        Assert.NotNull(handshakes.Prove(new ProveSession(challenge.Nonce, transcript.SignAsClient(other)), Client).Refused);
        Assert.False(transcript.IsSignedByClient(certificate, "no base64"));
    }

    [Fact]
    public void The_engines_own_signature_is_no_proof_of_the_client()
    {
        var certificate = authority.Issue("CN=ci,O=Example");
        var (challenge, _) = handshakes.Begin(Open(certificate), Client, Gate);
        var transcript = new SessionTranscript("client", Nonce, challenge!.Nonce, Client, Gate);

        Assert.NotNull(handshakes.Prove(new ProveSession(challenge.Nonce, transcript.SignAsEngine(certificate)), Client).Refused);
    }

    [Fact]
    public void An_expired_certificate_is_refused() =>
        Assert.Contains("expired", handshakes.Begin(Open(authority.Issue("CN=ci,O=Example", to: Now.AddDays(-1))), Client, Gate).Refused!.Message, StringComparison.Ordinal);

    [Fact]
    public void A_certificate_that_is_not_valid_yet_is_refused() =>
        Assert.Contains("not valid yet", handshakes.Begin(Open(authority.Issue("CN=ci,O=Example", from: Now.AddDays(1))), Client, Gate).Refused!.Message, StringComparison.Ordinal);

    [Fact]
    public void A_revoked_certificate_is_refused_and_another_of_the_same_subject_is_not()
    {
        var (stolen, renewed) = (authority.Issue("CN=ci,O=Example"), authority.Issue("CN=ci,O=Example"));
        trust = trust with { Revoked = new HashSet<string> { PresentedCertificate.Fingerprint(stolen) } };

        Assert.Contains("revoked", handshakes.Begin(Open(stolen), Client, Gate).Refused!.Message, StringComparison.Ordinal);
        Assert.Null(handshakes.Begin(Open(renewed), Client, Gate).Refused);
    }

    [Fact]
    public void What_a_revoked_authority_issued_is_refused()
    {
        trust = trust with { Revoked = new HashSet<string> { PresentedCertificate.Fingerprint(authority.Authority) } };

        Assert.Contains("revoked", handshakes.Begin(Open(authority.Issue("CN=ci,O=Example")), Client, Gate).Refused!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_challenge_of_before_a_change_in_trust_is_no_longer_good()
    {
        var (challenge, sign) = Begin();
        handshakes.Forget();

        Assert.NotNull(handshakes.Prove(sign(challenge, Client, Gate), Client).Refused);
    }

    [Fact]
    public void No_certificate_and_what_is_none_are_refused()
    {
        Assert.NotNull(handshakes.Begin(new OpenSession(SessionLimits.Protocol, "client", Nonce), Client, Gate).Refused);
        Assert.NotNull(handshakes.Begin(new OpenSession(SessionLimits.Protocol, "client", Nonce) { Certificates = ["AAAA"] }, Client, Gate).Refused);
    }

    [Fact]
    public void Another_version_of_the_protocol_is_told_apart() =>
        Assert.Equal(FaultCode.NotSupported, handshakes.Begin(Open(authority.Issue("CN=ci,O=Example")) with { Protocol = 99 }, Client, Gate).Refused?.Code);

    [Fact]
    public void Of_too_many_challenges_the_oldest_gives_way()
    {
        var (first, sign) = Begin();
        for (int i = 0; i < 3; i++) Begin();

        Assert.NotNull(handshakes.Prove(sign(first, Client, Gate), Client).Refused);
    }

    public void Dispose() => authority.Dispose();

    private static string Nonce { get; } = Convert.ToBase64String(new byte[32]);

    private static OpenSession Open(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate) =>
        new(SessionLimits.Protocol, "client", Nonce) { Certificates = [Convert.ToBase64String(certificate.RawData)] };

    private (SessionChallenge Challenge, Func<SessionChallenge, string, string, ProveSession> Sign) Begin(string signedPurpose = "client")
    {
        var certificate = authority.Issue("CN=ci,O=Example");
        var (challenge, refused) = handshakes.Begin(Open(certificate), Client, Gate);
        Assert.Null(refused);
        return (challenge!, (given, client, engine) =>
            new ProveSession(given.Nonce, new SessionTranscript(signedPurpose, Nonce, given.Nonce, client, engine).SignAsClient(certificate)));
    }
}
