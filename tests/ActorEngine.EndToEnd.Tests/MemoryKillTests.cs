using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Kills for want of memory: of the container's program, and of one that it survives.</summary>
public sealed class MemoryKillTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private const string Greed = "x=a; while :; do x=$x$x; done";

    private readonly Engine _engine = shared.Engine;

    [Fact]
    public async Task The_end_of_the_program_is_137_and_told_as_such()
    {
        Assert.Equal(137, (await _engine.Cli("run", "--name", "main", "--memory", "16m", "busybox", "sh", "-c", Greed)).ExitCode);
        Assert.Equal("true 137", await _engine.Inspect("main", "{{.State.OOMKilled}} {{.State.ExitCode}}"));
        const string template = "{{if eq .Action \"oom\"}}{{.Actor.Attributes.process}}{{end}}{{if eq .Action \"die\"}}{{.Actor.Attributes.oom}}{{end}}";
        await Until.True("both events are there", async () => (await Told("main", template)).Length == 2);
        Assert.Equal(["main", "true"], await Told("main", template));
        (await _engine.Cli("rm", "main")).Expect();
    }

    [Fact]
    public async Task A_program_that_passes_the_end_of_its_child_on_ended_for_want_of_memory_too()
    {
        Assert.Equal(137, (await _engine.Cli("run", "--init", "--name", "passed", "--memory", "16m", "busybox", "sh", "-c", Greed)).ExitCode);
        Assert.Equal("true", await _engine.Inspect("passed", "{{.State.OOMKilled}}"));
        (await _engine.Cli("rm", "passed")).Expect();
    }

    [Fact]
    public async Task The_end_of_a_child_is_an_event_and_a_count_and_not_the_containers_end()
    {
        (await _engine.Cli("run", "-d", "--name", "parent", "--memory", "16m", "busybox", "sh", "-c", $"sh -c '{Greed}'; sh -c '{Greed}'; echo survived; exec sleep 1000")).Expect();
        await Until.True("it survived", async () => (await _engine.Cli("logs", "parent")).Output.Contains("survived", StringComparison.Ordinal));
        await Until.True("both kills are counted", async () => await _engine.Inspect("parent", "{{.State.OOMKills}}") == "2");
        Assert.Equal("running false", await _engine.Inspect("parent", "{{.State.Status}} {{.State.OOMKilled}}"));
        const string template = "{{if eq .Action \"oom\"}}{{.Actor.Attributes.process}} {{.Actor.Attributes.kills}}{{end}}";
        await Until.True("both kills are told", async () => (await Told("parent", template))[^1] == "child 2");
        (await _engine.Cli("kill", "parent")).Expect();
        await _engine.WaitForStatus("parent", "exited");
        Assert.Equal("false 137 2", await _engine.Inspect("parent", "{{.State.OOMKilled}} {{.State.ExitCode}} {{.State.OOMKills}}"));
        Assert.All(await Told("parent", template), word => Assert.StartsWith("child", word));
        (await _engine.Cli("rm", "parent")).Expect();
    }

    private async Task<string[]> Told(string container, string template)
    {
        string text = (await _engine.Cli("events", "--since", "1h", "--until", "0s", "--filter", "container=" + container, "--format", template)).Expect();
        string[] words = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 ? words : [""];
    }
}
