namespace ActorEngine.Builder.Tests;

public sealed class GitAddressTests
{
    [Theory]
    [InlineData("https://host/team/app.git", "https://host/team/app.git", "", "")]
    [InlineData("https://host/team/app.git#main", "https://host/team/app.git", "main", "")]
    [InlineData("https://host/team/app.git#main:server/src", "https://host/team/app.git", "main", "server/src")]
    [InlineData("http://host/app.git#:/a/../b/", "http://host/app.git", "", "b")]
    [InlineData("git@host:team/app.git#v1", "git@host:team/app.git", "v1", "")]
    [InlineData("ssh://git@host:2222/app", "ssh://git@host:2222/app", "", "")]
    [InlineData("git://host/app", "git://host/app", "", "")]
    [InlineData("github.com/team/app#x", "https://github.com/team/app", "x", "")]
    public void A_repository_is_named_with_its_reference_and_directory(string text, string url, string reference, string directory) =>
        Assert.Equal(new GitAddress(url, reference, directory), GitAddress.Parse(text));

    [Theory]
    [InlineData("https://host/app.tar.gz")]
    [InlineData("https://host/app")]
    [InlineData("app.git")]
    [InlineData("a@b")]
    [InlineData("ext::sh -c x")]
    [InlineData("-o@host:x")]
    [InlineData("git@host:-x")]
    [InlineData("file:///repo.git")]
    public void What_is_none_is_none(string text) => Assert.Null(GitAddress.Parse(text));

    [Fact]
    public void A_directory_does_not_lead_out() => Assert.Equal("etc", GitAddress.Parse("https://host/a.git#main:../../etc")!.Directory);
}
