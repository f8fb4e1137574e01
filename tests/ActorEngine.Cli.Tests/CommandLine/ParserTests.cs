using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Verbs;

namespace ActorEngine.Cli.Tests.CommandLine;

public sealed class ParserTests
{
    [Theory]
    [InlineData("-e", "A=1")]
    [InlineData("-eA=1", null)]
    [InlineData("-e=A=1", null)]
    [InlineData("--env", "A=1")]
    [InlineData("--env=A=1", null)]
    public void A_value_is_read_in_every_spelling(string first, string? second)
    {
        string[] words = second is null ? [first, "busybox"] : [first, second, "busybox"];
        Assert.Equal(["A=1"], Parser.Parse(VerbTable.Find("run")!, words).List("env"));
    }

    [Fact]
    public void Letters_of_flags_are_joined()
    {
        var parsed = Parser.Parse(VerbTable.Find("run")!, ["-itd", "busybox"]);
        Assert.True(parsed.Flag("interactive") && parsed.Flag("tty") && parsed.Flag("detach"));
    }

    [Fact]
    public void Options_of_run_end_at_the_image()
    {
        var parsed = Parser.Parse(VerbTable.Find("run")!, ["--rm", "busybox", "ls", "--rm", "-l", "--help"]);
        Assert.Equal(["busybox", "ls", "--rm", "-l", "--help"], parsed.Operands);
        Assert.False(parsed.AsksForHelp);
    }

    [Fact]
    public void Options_of_other_verbs_may_follow_operands()
    {
        var parsed = Parser.Parse(VerbTable.Find("rm")!, ["a", "-f", "b"]);
        Assert.Equal(["a", "b"], parsed.Operands);
        Assert.True(parsed.Flag("force"));
    }

    [Fact]
    public void Two_dashes_end_the_options()
    {
        Assert.Equal(["-f"], Parser.Parse(VerbTable.Find("rm")!, ["--", "-f"]).Operands);
    }

    [Fact]
    public void A_flag_is_taken_back_with_false()
    {
        Assert.False(Parser.Parse(VerbTable.Find("run")!, ["--sig-proxy=false", "busybox"]).Flag("sig-proxy", otherwise: true));
    }

    [Fact]
    public void Help_is_asked_for_among_incomplete_operands()
    {
        Assert.True(Parser.Parse(VerbTable.Find("run")!, ["--name", "x", "--help"]).AsksForHelp);
        Assert.True(Parser.Parse(VerbTable.Find("ps")!, ["-h"]).AsksForHelp);
    }

    [Theory]
    [InlineData("run --memroy 1g x", "--memroy: there is no such flag. Did you mean --memory?")]
    [InlineData("run --name", "--name: a value is missing; write --name NAME.")]
    [InlineData("run -iz x", "-z (in -iz): there is no such flag.")]
    [InlineData("run --rm=perhaps x", "--rm: 'perhaps' is neither true nor false.")]
    [InlineData("run --link-local-ip fe80::2 x", "--link-local-ip: the kernel gives links their link-local addresses; use --ip or --ip6 for others.")]
    public void A_wrong_flag_is_named_with_the_fix_and_gives_125(string line, string message)
    {
        string[] words = line.Split(' ');
        var error = Assert.Throws<UsageException>(() => Parser.Parse(VerbTable.Find(words[0])!, words[1..]));
        Assert.Equal(message, error.Message);
        Assert.Equal(125, error.ExitCode);
    }

    [Fact]
    public void Missing_operands_give_1()
    {
        var error = Assert.Throws<UsageException>(() => Parser.Parse(VerbTable.Find("stop")!, []));
        Assert.Equal("stop: something is missing; write 'actorctl stop [OPTIONS] CONTAINER [CONTAINER...]'.", error.Message);
        Assert.Equal(1, error.ExitCode);
    }

    [Theory]
    [InlineData("runn", "run")]
    [InlineData("isnpect", "inspect")]
    [InlineData("imagse", "images")]
    [InlineData("xyzzy", null)]
    public void A_mistyped_verb_is_guessed(string typed, string? meant) => Assert.Equal(meant, Suggestion.For(typed, VerbTable.Names));

    [Fact]
    public void No_verb_uses_a_name_or_letter_twice()
    {
        foreach (var verb in VerbTable.All)
        {
            var names = verb.Options.SelectMany(option => option.Aliases.Prepend(option.Name)).ToList();
            Assert.Equal(names.Count, names.Distinct().Count());
            var letters = verb.Options.Where(option => option.Short is not null).Select(option => option.Short).ToList();
            Assert.Equal(letters.Count, letters.Distinct().Count());
        }
    }
}
