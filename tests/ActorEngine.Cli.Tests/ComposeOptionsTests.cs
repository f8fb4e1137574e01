using ActorEngine.Cli.Composing;

namespace ActorEngine.Cli.Tests;

public sealed class ComposeOptionsTests
{
    [Theory]
    [InlineData("-f a.yaml up -d", "up --file=a.yaml -d")]
    [InlineData("-fa.yaml -p shop ps", "ps --file=a.yaml --project-name=shop")]
    [InlineData("--profile x --env-file=e --project-directory /d up web", "up --profile=x --env-file=e --project-directory=/d web")]
    [InlineData("-f a -f b logs -f", "logs --file=a --file=b -f")]
    [InlineData("up -d", "up -d")]
    [InlineData("--help", "--help")]
    [InlineData("-f", "-f")]
    public void Options_before_the_verb_go_behind_it(string given, string expected) => Assert.Equal(expected.Split(' '), ComposeOptions.Behind(given.Split(' ')));

    [Fact]
    public void Lines_of_several_containers_are_written_whole()
    {
        var text = new System.Text.StringBuilder();
        var gate = new Lock();
        var one = new PrefixedOutput(bytes => text.Append(System.Text.Encoding.UTF8.GetString(bytes.Span)), gate, "one | ");
        var two = new PrefixedOutput(bytes => text.Append(System.Text.Encoding.UTF8.GetString(bytes.Span)), gate, "two | ");
        one.Write("ab"u8);
        two.Write("x\ny"u8);
        one.Write("c\n"u8);
        two.End();
        Assert.Equal("two | x\none | abc\ntwo | y\n", text.ToString());
    }
}
