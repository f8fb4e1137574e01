using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Images;

namespace ActorEngine.Gateway.Tests.Images;

public sealed class ImageNamesTests
{
    [Theory]
    [InlineData("busybox", null, "busybox")]
    [InlineData("busybox:", null, "busybox")]
    [InlineData("busybox", "1.36", "busybox:1.36")]
    [InlineData("busybox:1.35", "1.36", "busybox:1.36")]
    [InlineData("localhost:5000/a/b", "c", "localhost:5000/a/b:c")]
    public void A_repository_and_a_tag_are_one_name(string repository, string? tag, string name) => Assert.Equal(name, ImageNames.Join(repository, tag));

    [Fact]
    public void A_tag_may_be_a_digest()
    {
        string digest = "sha256:" + new string('a', 64);
        Assert.Equal($"busybox@{digest}", ImageNames.Join("busybox:1", digest));
    }

    [Theory]
    [InlineData("UPPER", null)]
    [InlineData("a", "not a tag")]
    public void What_is_no_name_is_a_bad_request(string repository, string? tag) =>
        Assert.Equal(400, Assert.Throws<ApiException>(() => ImageNames.Join(repository, tag)).Status);

    [Fact]
    public void A_new_name_has_a_tag_and_no_digest()
    {
        Assert.Null(ImageNames.ForTag("", "x"));
        Assert.Equal("app:latest", ImageNames.ForTag("app", null)!.Value.Value);
        Assert.Equal(400, Assert.Throws<ApiException>(() => ImageNames.ForTag("app", "sha256:" + new string('a', 64))).Status);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("linux/amd64", "linux/amd64")]
    [InlineData("ARM64", "linux/arm64")]
    [InlineData("""{"os":"linux","architecture":"arm","variant":"v7"}""", "linux/arm/v7")]
    [InlineData("""{"OS":"linux","Architecture":"amd64"}""", "linux/amd64")]
    public void Platforms_are_words_or_objects(string? text, string? platform) => Assert.Equal(platform, ImagePlatform.Read(text));

    [Theory]
    [InlineData("foobar")]
    [InlineData("linux/")]
    [InlineData("a/b/c/d")]
    [InlineData("""{"os":"linux"}""")]
    [InlineData("{")]
    public void What_is_no_platform_is_a_bad_request(string text) => Assert.Equal(400, Assert.Throws<ApiException>(() => ImagePlatform.Read(text)).Status);

    [Theory]
    [InlineData("linux/arm64", "linux/arm64/v8", true)]
    [InlineData("linux/arm64/v8", "linux/arm64/v8", true)]
    [InlineData("linux/arm", "linux/arm64", false)]
    public void An_image_is_of_one_platform(string wanted, string has, bool fits)
    {
        var error = Record.Exception(() => ImagePlatform.Check(wanted, has, "app"));
        Assert.Equal(fits, error is null);
        if (!fits) Assert.Equal(404, Assert.IsType<ApiException>(error).Status);
    }
}
