using ActorEngine.Contracts;

namespace ActorEngine.Registry.Tests;

public sealed class RegistryNameTests
{
    [Theory]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    [InlineData("registry-1.docker.io", "docker.io")]
    [InlineData("docker.io", "docker.io")]
    [InlineData("http://R.Example:5000/", "r.example:5000")]
    [InlineData("localhost", "localhost")]
    [InlineData("[::1]:5000", "[::1]:5000")]
    public void A_registry_has_one_name(string text, string name) => Assert.Equal(name, RegistryName.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("noregistry")]
    [InlineData("a b:5000")]
    [InlineData("r.example:port")]
    public void What_is_no_registry_is_refused(string text) => Assert.Equal("registry", Assert.Throws<RegistryException>(() => RegistryName.Of(text)).Fault.Field);

    [Theory]
    [InlineData("busybox", "r.example:5000/busybox:latest")]
    [InlineData("team/app:2", "r.example:5000/team/app:2")]
    [InlineData("docker.io/busybox", "docker.io/library/busybox:latest")]
    public void Short_names_mean_the_default_registry(string text, string canonical) =>
        Assert.Equal(canonical, RegistryName.Image(new ImageReference(text), new RegistrySettings { StateDirectory = "", DefaultRegistry = "r.example:5000" }).Canonical);
}
