using System.Buffers;
using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Containers;

namespace ActorEngine.Gateway.Tests.Containers;

public sealed class RowAndStatsTests
{
    [Theory]
    [InlineData("1.52")]
    [InlineData("1.44")]
    public void A_row_of_the_list(string version) =>
        GoldenFile.Check($"list-{version}.json", Written(json => ContainerRow.Write(json, [Inspections.Row], Bodies.Version(version), null, Inspections.Time.AddMinutes(5))));

    [Fact]
    public void Statistics_of_a_running_container()
    {
        var now = new ContainerStats(new(new string('a', 64)), "web") { Counters = Inspections.Counters };
        var before = Inspections.Counters with { Time = Inspections.Time.AddSeconds(-1), CpuNanoseconds = 2_000_000_000, HostCpuNanoseconds = 88_000_000_000 };
        GoldenFile.Check("stats.json", Written(json => StatsShape.Write(json, now, before, Bodies.Version("1.52"))));
    }

    [Fact]
    public void Statistics_of_one_that_does_not_run_are_empty() =>
        GoldenFile.Check("stats-stopped.json", Written(json => StatsShape.Write(json, new ContainerStats(new(new string('a', 64)), "web"), null, Bodies.Version("1.51"))));

    [Theory]
    [InlineData(ContainerStatus.Starting, "created")]
    [InlineData(ContainerStatus.Stopping, "running")]
    [InlineData(ContainerStatus.Pausing, "running")]
    [InlineData(ContainerStatus.Exited, "exited")]
    public void States_between_two_show_as_the_one_before(ContainerStatus status, string word) => Assert.Equal(word, StateWords.Of(status));

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes)) write(json);
        return Bodies.Indented(bytes.WrittenMemory);
    }
}
