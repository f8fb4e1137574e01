using ActorEngine.Contracts;
using ActorEngine.Gateway.Images;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Tests.Images;

public sealed class ImageResourceTests
{
    private static readonly DateTimeOffset Made = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly Digest Id = new("sha256:" + new string('1', 64));

    private static readonly ImageInspection Image = new(Id)
    {
        References = ["localhost:5000/app:1", "app:latest"],
        Digests = ["localhost:5000/app@sha256:" + new string('2', 64)],
        CreatedAt = Made,
        Architecture = "arm64",
        Variant = "v8",
        Os = "linux",
        OsVersion = "6.1",
        Author = "somebody",
        Comment = "a note",
        Size = 4321,
        Layers = [new Digest("sha256:" + new string('3', 64))],
        LastTaggedAt = Made,
        Configuration = new ImageConfiguration
        {
            User = "app",
            ExposedPorts = ["80/tcp"],
            Environment = ["A=b"],
            Entrypoint = ["/entry"],
            Command = ["serve"],
            Volumes = ["/data"],
            WorkingDirectory = "/srv",
            Labels = new Dictionary<string, string> { ["k"] = "v" },
            StopSignal = "SIGINT",
            Shell = ["/bin/bash", "-c"],
            OnBuild = ["RUN true"],
            Healthcheck = new HealthcheckSettings { Test = ["CMD", "true"], Interval = 5_000_000_000, Retries = 2 },
        },
    };

    private static readonly ImageSummary Summary = new(Id)
    {
        References = ["app:latest"],
        Digests = ["app@sha256:" + new string('2', 64)],
        CreatedAt = Made,
        Size = 4321,
        Labels = new Dictionary<string, string> { ["k"] = "v" },
        Containers = 2,
    };

    [Theory]
    [InlineData("1.24")]
    [InlineData("1.44")]
    [InlineData("1.49")]
    [InlineData("1.51")]
    [InlineData("1.52")]
    public void An_inspection_has_the_fields_of_its_version(string version) =>
        GoldenFile.Check($"inspect-{version}.json", Json(ImageResource.Of(Image, Version(version))));

    [Theory]
    [InlineData("1.51")]
    [InlineData("1.52")]
    public void An_image_without_settings_has_empty_ones_until_1_52(string version) =>
        GoldenFile.Check($"bare-{version}.json", Json(ImageResource.Of(new ImageInspection(Id) { CreatedAt = Made, Architecture = "amd64", Os = "linux" }, Version(version))));

    [Theory]
    [InlineData("1.24")]
    [InlineData("1.43")]
    [InlineData("1.52")]
    public void A_row_has_the_fields_of_its_version(string version) =>
        GoldenFile.Check($"row-{version}.json", Json(ImageResource.Row(Summary, 99, Version(version))));

    [Fact]
    public void Every_field_that_the_description_requires_of_a_row_is_there() =>
        Assert.Superset(new HashSet<string> { "Id", "ParentId", "RepoTags", "RepoDigests", "Created", "Size", "SharedSize", "Labels", "Containers" }, ImageResource.Row(Summary, -1, ApiVersion.Newest).Names.ToHashSet());

    [Fact]
    public void Until_1_42_an_image_without_names_is_none()
    {
        var row = ImageResource.Row(Summary with { References = [], Digests = [] }, -1, Version("1.42"));
        Assert.Equal(["<none>:<none>"], Assert.IsAssignableFrom<IEnumerable<string>>(row["RepoTags"]));
        Assert.Empty(Assert.IsAssignableFrom<IEnumerable<string>>(ImageResource.Row(Summary with { References = [], Digests = [] }, -1, Version("1.43"))["RepoTags"]));
    }

    [Fact]
    public void Only_the_newest_step_of_a_history_has_the_id_and_the_names() =>
        GoldenFile.Check("history.json", Json(new[]
        {
            ImageResource.Step(new HistoryEntry { CreatedAt = Made, CreatedBy = "CMD", IsEmpty = true, Comment = "c" }, Image),
            ImageResource.Step(new HistoryEntry { CreatedBy = "RUN make", Size = 12 }, null),
        }));

    private static string Json(object value) => FieldsJson.Write(value, indented: true) + "\n";

    private static ApiVersion Version(string text) => ApiVersion.TryParse(text, out var version) ? version : throw new FormatException(text);
}
