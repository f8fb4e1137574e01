using ActorEngine.Contracts;

namespace ActorEngine.Builder.Tests;

/// <summary>The language of .dockerignore, by the examples of its reference.</summary>
public sealed class PathPatternsTests
{
    [Theory]
    [InlineData("*/temp*", "somedir/temporary.txt", true)]
    [InlineData("*/temp*", "somedir/temp", true)]
    [InlineData("*/temp*", "temp", false)]
    [InlineData("*/*/temp*", "somedir/subdir/temporary.txt", true)]
    [InlineData("temp?", "tempa", true)]
    [InlineData("temp?", "temp", false)]
    [InlineData("temp?", "temp/", false)]
    [InlineData("**/*.go", "main.go", true)]
    [InlineData("**/*.go", "a/b/c/main.go", true)]
    [InlineData("**/*.go", "main.gox", false)]
    [InlineData("/foo/bar", "foo/bar", true)]
    [InlineData("foo/bar/", "foo/bar/inner", true)]
    [InlineData("./foo", "foo", true)]
    [InlineData("a/../foo", "foo", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("**", "anything/at/all", true)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("a/**/z", "a/b/cz", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData(@"\*x", "*x", true)]
    [InlineData(@"\*x", "ax", false)]
    [InlineData("*.md", "docs/read.md", false)]
    [InlineData("dir", "dir/deep/file", true)]
    [InlineData("*", "dir/deep/file", true)]
    public void A_pattern_matches_a_path_or_a_directory_above_it(string pattern, string path, bool matches) =>
        Assert.Equal(matches, PathPatterns.Parse([pattern]).Matches(path));

    [Fact]
    public void The_last_pattern_that_matches_decides()
    {
        PathPatterns patterns = PathPatterns.ParseFile("# a comment\n*.md\n!README*.md\nREADME-secret.md\n\n");
        Assert.True(patterns.Matches("x.md"));
        Assert.False(patterns.Matches("README-all.md"));
        Assert.True(patterns.Matches("README-secret.md"));
        Assert.False(patterns.Matches("# a comment"));
    }

    [Fact]
    public void A_file_can_be_taken_back_from_a_directory_that_is_left_out()
    {
        PathPatterns patterns = PathPatterns.Parse(["dir", "!dir/keep"]);
        Assert.True(patterns.Matches("dir/other"));
        Assert.False(patterns.Matches("dir/keep"));
        Assert.False(patterns.MatchesAllBelow("dir"));
        Assert.True(PathPatterns.Parse(["dir"]).MatchesAllBelow("dir"));
    }

    [Theory]
    [InlineData("!")]
    [InlineData("[a")]
    [InlineData(@"a\")]
    public void A_malformed_pattern_is_refused(string pattern) => Assert.Throws<FormatException>(() => PathPatterns.Parse([pattern]));
}
