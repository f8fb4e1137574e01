using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Volumes;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Tests.Volumes;

public sealed class VolumeResourceTests
{
    private static readonly VolumeInspection Volume = new(new VolumeName("data"))
    {
        Driver = "local",
        Mountpoint = "/var/lib/actorengine/volumes/data/_data",
        CreatedAt = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
        Labels = new Dictionary<string, string> { ["k"] = "v" },
        Options = new Dictionary<string, string> { ["type"] = "tmpfs" },
        Status = new Dictionary<string, string> { ["s"] = "t" },
    };

    [Fact]
    public void An_inspection_has_every_field() => GoldenFile.Check("volume.json", Json(VolumeResource.Of(Volume)));

    [Fact]
    public void In_the_disks_usage_it_has_its_size_and_its_users() => GoldenFile.Check("usage.json", Json(VolumeResource.Of(Volume, new VolumeUsage(Volume.Name, 12) { Links = 2 })));

    [Fact]
    public void Every_field_that_the_description_names_is_there() => Assert.Superset(
        new HashSet<string> { "Name", "Driver", "Mountpoint", "CreatedAt", "Status", "Labels", "Scope", "Options", "UsageData" },
        VolumeResource.Of(Volume, new VolumeUsage(Volume.Name, 12)).Names.ToHashSet());

    [Theory]
    [InlineData("""{"Name":"a","Driver":"d","DriverOpts":{"x":"y","z":null},"Labels":{"k":"v"}}""", "a", "d", 2, 1)]
    [InlineData("""{"name":"","driver":"","driveropts":null,"labels":null}""", null, "local", 0, 0)]
    [InlineData("{}", null, "local", 0, 0)]
    public void A_request_reaches_the_engine(string body, string? name, string driver, int options, int labels)
    {
        var command = VolumeCommands.ToCommand(JsonSerializer.Deserialize(body, VolumeJson.Default.VolumeCreateRequest)!);
        Assert.Equal((name, driver, options, labels), (command.Name, command.Driver, command.Options.Count, command.Labels.Count));
    }

    private static string Json(object value) => FieldsJson.Write(value, indented: true) + "\n";
}
