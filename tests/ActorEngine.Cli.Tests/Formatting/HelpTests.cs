using ActorEngine.Cli.Completion;
using ActorEngine.Cli.Help;
using ActorEngine.Cli.Verbs;

namespace ActorEngine.Cli.Tests.Formatting;

public sealed class HelpTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("ps")]
    [InlineData("cp")]
    [InlineData("build")]
    [InlineData("pull")]
    [InlineData("registry")]
    public void The_page_of_a_verb_is_as_recorded(string verb) => Compare($"tests/ActorEngine.Cli.Tests/Golden/help-{verb}.txt", ManualPage.Text(VerbTable.Find(verb)!));

    [Fact]
    public void The_reference_in_docs_says_what_the_tables_say() => Compare("docs/cli.md", Reference.Markdown());

    [Fact]
    public void No_line_of_help_is_wider_than_a_terminal()
    {
        foreach (var verb in VerbTable.All)
            Assert.All(ManualPage.Text(verb).Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Theory]
    [InlineData("bash", "-n")]
    public void The_completion_script_is_one_the_shell_can_read(string shell, string check)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, BashCompletion.Script());
            using var run = System.Diagnostics.Process.Start(shell, [check, file]);
            run.WaitForExit();
            Assert.Equal(0, run.ExitCode);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Every_option_of_every_verb_is_completed_in_every_shell()
    {
        string bash = BashCompletion.Script(), zsh = ZshCompletion.Script(), fish = FishCompletion.Script();
        foreach (var option in VerbTable.All.SelectMany(verb => verb.Options))
        {
            Assert.Contains($"--{option.Name}", bash);
            Assert.Contains($"--{option.Name}[", zsh);
            Assert.Contains($" -l {option.Name}", fish);
        }
    }

    private static void Compare(string path, string text)
    {
        string file = Path.Combine(RepositoryRoot.Path, path);
        if (RepositoryRoot.RewriteGolden) File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file), text);
    }
}
