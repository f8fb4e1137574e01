using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Building;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Tests.Building;

public sealed class BuildNarrationTests
{
    private readonly StringBuilder told = new();
    private readonly BuildNarration narration;

    public BuildNarrationTests() => narration = new BuildNarration(text =>
    {
        told.Append(text);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task A_build_is_told_step_by_step()
    {
        Plan(("FROM busybox", 0, 0, null), ("ENV A=b", 0, null, null), ("RUN make", 0, 1, "/bin/sh -c make"), ("CMD [\"a\"]", 0, null, null));
        await Step(5, 0, BuildStepState.Started);
        await Step(5, 0, BuildStepState.Done, "a");
        await Step(6, 1, BuildStepState.Started);
        await Step(6, 1, BuildStepState.Running);
        await narration.OnAsync(new BuildOutput(6, 0, "made\n"));
        await narration.OnAsync(new BuildOutput(6, 0, "warned\n") { IsError = true });
        await Step(6, 1, BuildStepState.Done, "b");
        await narration.FinishAsync(Built);
        Assert.Equal("""
            Step 1/4 : FROM busybox
             ---> aaaaaaaaaaaa
            Step 2/4 : ENV A=b
             ---> aaaaaaaaaaaa
            Step 3/4 : RUN make
            made
            ␛[91mwarned
            ␛[0m ---> bbbbbbbbbbbb
            Step 4/4 : CMD ["a"]
             ---> cccccccccccc

            """, Text);
    }

    [Fact]
    public async Task What_the_cache_has_is_said_of_settings_too()
    {
        Plan(("FROM busybox", 0, 0, null), ("ENV A=b", 0, null, null), ("RUN make", 0, 1, "make"), ("CMD a", 0, null, null));
        await Step(5, 0, BuildStepState.Done, "a");
        await Step(6, 1, BuildStepState.Cached, "b");
        await narration.FinishAsync(Built);
        Assert.Equal(3, Text.Split("Using cache").Length - 1);
    }

    [Fact]
    public async Task Stages_that_are_built_at_once_say_which_step_it_is()
    {
        Plan(("FROM a AS x", 0, 0, null), ("RUN x", 0, 1, "x"), ("FROM a", 1, 0, null), ("RUN y", 1, 2, "y"), ("COPY --from=x / /", 1, 3, null));
        await Step(1, 0, BuildStepState.Done, "a");
        await Step(2, 1, BuildStepState.Running);
        await Step(3, 2, BuildStepState.Running);
        await narration.OnAsync(new BuildOutput(2, 0, "one\n"));
        await narration.OnAsync(new BuildOutput(3, 0, "two\n"));
        await Step(2, 1, BuildStepState.Done, "b");
        await Step(3, 2, BuildStepState.Done, "d");
        await Step(4, 3, BuildStepState.Cached, "e");
        await narration.FinishAsync(Built);
        Assert.Equal("""
            Step 1/5 : FROM a AS x
             ---> aaaaaaaaaaaa
            Step 2/5 : RUN x
            Step 3/5 : FROM a
             ---> aaaaaaaaaaaa
            Step 4/5 : RUN y
            Step 2/5 : RUN x
            one
            Step 4/5 : RUN y
            two
            Step 2/5 : RUN x
             ---> bbbbbbbbbbbb
            Step 4/5 : RUN y
             ---> dddddddddddd
            Step 5/5 : COPY --from=x / /
             ---> Using cache
             ---> eeeeeeeeeeee

            """, Text);
    }

    [Fact]
    public async Task A_program_that_fails_is_told_with_its_exit_code()
    {
        Plan(("FROM a", 0, 0, null), ("RUN exit 3", 0, 1, "/bin/sh -c exit 3"));
        await Step(1, 0, BuildStepState.Done, "a");
        await Step(2, 1, BuildStepState.Running);
        await Step(2, 1, BuildStepState.Failed);
        var failure = Assert.IsType<BuildFailure>(narration.Failure(new Fault(FaultCode.RuntimeFailed, "Dockerfile:2: process \"/bin/sh -c exit 3\" did not complete successfully: exit code: 3", 3)));
        Assert.Equal(("The command '/bin/sh -c exit 3' returned a non-zero code: 3", 3), (failure.Message, failure.ExitCode));
        Assert.IsNotType<BuildFailure>(narration.Failure(new Fault(FaultCode.InvalidArgument, "something else")));
    }

    private static ImageBuilt Built { get; } = new(new Digest("sha256:" + new string('c', 64)));

    private string Text => told.ToString().Replace('\u001b', '␛');

    private void Plan(params (string Text, int Stage, int? Step, string? Program)[] instructions) =>
        narration.On(new BuildOutline([.. instructions.Select(entry => new BuildInstruction(entry.Text, entry.Stage) { Step = entry.Step, Program = entry.Program })]));

    private Task Step(int number, int step, BuildStepState state, string? made = null) =>
        narration.OnAsync(new BuildStep(number, "title", state) { Step = step, FileSystem = made is null ? null : new Digest("sha256:" + new string(made[0], 64)) });
}
