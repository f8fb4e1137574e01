namespace ActorEngine.Builder.Tests;

public sealed class StepKeysTests
{
    private static readonly SourcePlace Place = new("Dockerfile", 1, "RUN x");

    [Fact]
    public void The_same_step_on_the_same_files_has_the_same_key_whatever_its_title_and_place() =>
        Assert.Equal(Key(Run()), Key(Run() with { Id = 7, Title = "[9/9] RUN x", Place = Place with { Line = 30 } }));

    [Fact]
    public void Whatever_shapes_the_files_is_part_of_the_key()
    {
        string[] keys =
        [
            Key(Run()), Key(Run() with { Arguments = ["y"] }), Key(Run() with { Environment = ["A=1"] }), Key(Run() with { User = "app" }),
            Key(Run() with { WorkingDirectory = "/w" }), Key(Run() with { Network = "host" }), Key(Run() with { Security = "insecure" }),
            Key(Run() with { Mounts = [new RunMount(RunMountKind.Cache, "/c")] }), Key(Run() with { Script = new InlineFile("/dev/pipes/A", "x") }),
            StepKeys.Of(Run(), "other", [], null), StepKeys.Of(Run(), "", ["input"], null), StepKeys.Of(Run(), "", [], 5),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Proxies_are_not_part_of_the_key() => Assert.Equal(Key(Run()), Key(Run() with { Uncounted = ["http_proxy=http://proxy"] }));

    [Fact]
    public void Lists_that_read_alike_have_different_keys() =>
        Assert.NotEqual(Key(Run() with { Arguments = ["a", "b"] }), Key(Run() with { Arguments = ["ab"] }));

    private static RunStep Run() => new(1, 0, "[2/2] RUN x", Place) { Arguments = ["x"] };

    private static string Key(PlanStep step) => StepKeys.Of(step, "", [], null);
}
