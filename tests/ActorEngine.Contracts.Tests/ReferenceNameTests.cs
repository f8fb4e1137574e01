namespace ActorEngine.Contracts.Tests;

public sealed class ReferenceNameTests
{
    [Theory]
    [InlineData("busybox", "docker.io/library/busybox:latest", "busybox:latest")]
    [InlineData("busybox:1.36", "docker.io/library/busybox:1.36", "busybox:1.36")]
    [InlineData("me/app", "docker.io/me/app:latest", "me/app:latest")]
    [InlineData("docker.io/busybox", "docker.io/library/busybox:latest", "busybox:latest")]
    [InlineData("index.docker.io/library/busybox", "docker.io/library/busybox:latest", "busybox:latest")]
    [InlineData("localhost/app:v1", "localhost/app:v1", "localhost/app:v1")]
    [InlineData("registry.example:5000/a/b/c:x", "registry.example:5000/a/b/c:x", "registry.example:5000/a/b/c:x")]
    [InlineData("localhost:5000/app", "localhost:5000/app:latest", "localhost:5000/app:latest")]
    [InlineData("[::1]:5000/app", "[::1]:5000/app:latest", "[::1]:5000/app:latest")]
    public void Names_are_normalised_as_Docker_does(string text, string canonical, string familiar)
    {
        ReferenceName name = ReferenceName.Parse(text, out _)!;
        Assert.Equal(canonical, name.Canonical);
        Assert.Equal(familiar, name.Familiar);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":tag")]
    [InlineData("a b")]
    [InlineData("a//b")]
    [InlineData("-a")]
    [InlineData("a:")]
    [InlineData("a:b:c")]
    [InlineData("../etc")]
    [InlineData("a@sha256:1234")]
    [InlineData("a\nb")]
    public void Malformed_names_are_refused(string text)
    {
        Assert.Null(ReferenceName.Parse(text, out string reason));
        Assert.Equal("invalid reference format", reason);
    }

    [Fact]
    public void Upper_case_repositories_are_refused_with_the_reason()
    {
        Assert.Null(ReferenceName.Parse("me/BusyBox", out string reason));
        Assert.Equal("invalid reference format: repository name (me/BusyBox) must be lowercase", reason);
    }

    [Fact]
    public void A_digest_is_kept_apart_from_the_tag()
    {
        string digest = "sha256:" + new string('a', 64);
        ReferenceName name = ReferenceName.Parse("busybox:1@" + digest, out _)!;
        Assert.Equal(("1", digest), (name.Tag, name.Digest));
    }
}
