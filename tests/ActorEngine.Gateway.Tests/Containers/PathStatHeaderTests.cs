using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Containers;

namespace ActorEngine.Gateway.Tests.Containers;

public sealed class PathStatHeaderTests
{
    // What dockerd 20.10 says of the same modes.
    [Theory]
    [InlineData(0x41ED, 2147484141)]
    [InlineData(0xA1FF, 134218239)]
    [InlineData(0x89ED, 8389101)]
    [InlineData(0x11A4, 33554852)]
    [InlineData(0x43FF, 2148532735)]
    [InlineData(0x81A4, 420)]
    [InlineData(0x21B6, 69206454)]
    public void Modes_are_Gos(int mode, long go) => Assert.Equal(go, PathStatHeader.GoMode(mode));

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "b")]
    [InlineData("/a/b/", "b")]
    [InlineData("/a/.", ".")]
    [InlineData(".", ".")]
    public void Names_are_the_last_of_the_path(string path, string name) => Assert.Equal(name, PathStatHeader.NameOf(path));

    [Fact]
    public void The_header_is_json_in_base64()
    {
        var stat = new PathStat("f", 2, 0x81A4, DateTimeOffset.UnixEpoch.AddSeconds(1.5));
        Assert.Equal(
            "{\"name\":\"f\",\"size\":2,\"mode\":420,\"mtime\":\"1970-01-01T00:00:01.5Z\",\"linkTarget\":\"/x\"}",
            Encoding.UTF8.GetString(Convert.FromBase64String(PathStatHeader.Of("/d/f", stat, "/x"))));
    }

    [Theory]
    [InlineData("/a/b", "c", "/a/c")]
    [InlineData("/a/b", "../c", "/c")]
    [InlineData("/a/b", "/c/d", "/c/d")]
    [InlineData("/a/b/", "../../../c", "/c")]
    [InlineData("b", "c", "/c")]
    public void Links_lead_on_from_where_they_lie(string link, string target, string end) => Assert.Equal(end, LinkEnd.Join(link, target));
}
