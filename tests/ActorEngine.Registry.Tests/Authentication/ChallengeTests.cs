namespace ActorEngine.Registry.Tests;

public sealed class ChallengeTests
{
    [Fact]
    public void A_bearer_challenge_gives_realm_service_and_scope()
    {
        Challenge challenge = Challenge.Parse(["""Bearer realm="https://auth.example/token",service="registry.example", scope="repository:a/b:pull,push" """]).Single();
        Assert.Equal(("bearer", "https://auth.example/token", "registry.example", "repository:a/b:pull,push"),
            (challenge.Scheme, challenge["realm"], challenge["service"], challenge["scope"]));
    }

    [Theory]
    [InlineData("Basic realm=\"x\", Bearer realm=\"y\"", "basic x, bearer y")]
    [InlineData("Negotiate, Basic realm=x", "negotiate , basic x")]
    [InlineData("Basic realm=\"a \\\"b\\\" c\"", "basic a \"b\" c")]
    [InlineData("Basic realm=\"never closed", "basic never closed")]
    [InlineData("BASIC REALM=x", "basic x")]
    [InlineData("", "")]
    [InlineData(" , , ", "")]
    [InlineData("=", "")]
    public void Many_forms_are_read(string header, string expected) =>
        Assert.Equal(expected, string.Join(", ", Challenge.Parse([header]).Select(challenge => $"{challenge.Scheme} {challenge["realm"]}")));

    [Fact]
    public void A_header_of_endless_challenges_is_cut() =>
        Assert.Equal(16, Challenge.Parse([string.Concat(Enumerable.Repeat("Basic realm=x, ", 1000))]).Count);
}
