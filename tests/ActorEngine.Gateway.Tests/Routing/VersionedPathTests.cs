using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Tests.Routing;

public sealed class VersionedPathTests
{
    [Theory]
    [InlineData("/v1.44/containers/json", "1.44")]
    [InlineData("/containers/json", "1.52")]
    [InlineData("/v1.24/containers/json", "1.24")]
    public void A_version_in_the_path_is_the_one_that_is_spoken(string path, string version)
    {
        var read = VersionedPath.Read(path);
        Assert.Equal(version, read.Version.ToString());
        Assert.Equal(["containers", "json"], read.Parts);
    }

    [Theory]
    [InlineData("/v1.53/info", "client version 1.53 is too new. Maximum supported API version is 1.52")]
    [InlineData("/v1.23/info", "client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version")]
    [InlineData("/v1/info", "'v1' is no API version; versions look like v1.52")]
    public void A_version_that_is_not_served_is_a_bad_request(string path, string message)
    {
        var error = Assert.Throws<ApiException>(() => VersionedPath.Read(path));
        Assert.Equal((400, message), (error.Status, error.Message));
    }

    [Fact]
    public void A_name_may_have_slashes_where_the_pattern_says_so()
    {
        var route = new Route("GET", "/images/{name*}/json", "ImageInspect", "", _ => Task.CompletedTask);
        Assert.Equal("example.test:5000/a/b", route.Match(["images", "example.test:5000", "a", "b", "json"])?["name"]);
        Assert.Null(route.Match(["images", "json"]));
    }
}
