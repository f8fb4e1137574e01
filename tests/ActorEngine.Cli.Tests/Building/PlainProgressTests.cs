using System.Text;
using ActorEngine.Cli.Building;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Tests.Building;

public sealed class PlainProgressTests
{
    private readonly StringBuilder text = new();

    [Fact]
    public void Each_line_says_whose_it_is_and_steps_that_take_turns_say_who_they_are()
    {
        var progress = new PlainProgress(part => text.Append(part));
        progress.On(new BuildStep(1, "[1/2] FROM busybox", BuildStepState.Started));
        progress.On(new BuildStep(1, "[1/2] FROM busybox", BuildStepState.Cached));
        progress.On(new BuildStep(2, "[a 2/2] RUN a", BuildStepState.Started));
        progress.On(new BuildOutput(2, 0.1234, "one\ntw"));
        progress.On(new BuildStep(3, "[b 2/2] RUN b", BuildStepState.Started));
        progress.On(new BuildOutput(3, 0.2, "10%\r50%\r100%\n"));
        progress.On(new BuildOutput(2, 0.3, "o\nthree"));
        progress.On(new BuildStep(2, "[a 2/2] RUN a", BuildStepState.Done) { Seconds = 1.26 });
        progress.On(new BuildOutput(3, 0.4, "note\n") { IsStatus = true });
        progress.On(new BuildStep(3, "[b 2/2] RUN b", BuildStepState.Failed) { Error = "exit code: 1" });
        progress.Finish();
        Assert.Equal("""
            #1 [1/2] FROM busybox
            #1 CACHED

            #2 [a 2/2] RUN a
            #2 0.123 one
            #2 ...

            #3 [b 2/2] RUN b
            #3 0.200 100%
            #3 ...

            #2 [a 2/2] RUN a
            #2 0.300 two
            #2 0.300 three
            #2 DONE 1.3s

            #3 [b 2/2] RUN b
            #3 note
            #3 ERROR: exit code: 1

            ------
             > [b 2/2] RUN b:
            0.200 100%
            ------

            """.ReplaceLineEndings("\n"), text.ToString());
    }
}
