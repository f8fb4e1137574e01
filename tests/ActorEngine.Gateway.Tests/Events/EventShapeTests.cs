using ActorEngine.Contracts;
using ActorEngine.Gateway.Events;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Tests.Events;

public sealed class EventShapeTests
{
    private static readonly EngineEvent Died = new(7, DateTimeOffset.UnixEpoch.AddTicks(15_000_001), "container", "die", "abc")
    {
        Attributes = new Dictionary<string, string> { ["name"] = "web", ["image"] = "busybox", ["exitCode"] = "3" },
    };

    [Fact]
    public void Until_1_52_the_old_fields_are_there() => Assert.Equal(
        "{\"status\":\"die\",\"id\":\"abc\",\"from\":\"busybox\",\"Type\":\"container\",\"Action\":\"die\","
        + "\"Actor\":{\"ID\":\"abc\",\"Attributes\":{\"exitCode\":\"3\",\"image\":\"busybox\",\"name\":\"web\"}},\"scope\":\"local\",\"time\":1,\"timeNano\":1500000100}",
        Written(Died, new ApiVersion(1, 51)));

    [Fact]
    public void From_1_52_on_they_are_gone() => Assert.StartsWith("{\"Type\":\"container\",\"Action\":\"die\",", Written(Died, new ApiVersion(1, 52)));

    [Theory]
    [InlineData("image", "{\"status\":\"die\",\"id\":\"abc\",\"Type\"")]
    [InlineData("network", "{\"Type\"")]
    [InlineData("volume", "{\"Type\"")]
    public void Only_containers_and_images_had_them(string type, string begin) => Assert.StartsWith(begin, Written(Died with { Type = type }, new ApiVersion(1, 44)));

    [Fact]
    public void An_old_name_begins_with_a_slash()
    {
        var renamed = Died with { Action = "rename", Attributes = new Dictionary<string, string> { ["name"] = "new", ["oldName"] = "old" } };
        Assert.Contains("{\"name\":\"new\",\"oldName\":\"/old\"}", Written(renamed, new ApiVersion(1, 52)));
    }

    [Theory]
    [InlineData(51, "", "application/json", "{}\n")]
    [InlineData(52, "", "application/jsonl", "{}\n")]
    [InlineData(52, "*/*", "application/jsonl", "{}\n")]
    [InlineData(44, "application/x-ndjson", "application/x-ndjson", "{}\n")]
    [InlineData(44, "text/html, application/json-seq;q=0.9", "application/json-seq", "\u001e{}\n")]
    public void The_form_is_as_the_client_accepts_it(int minor, string accept, string type, string text)
    {
        var format = EventFormat.For(new ApiVersion(1, minor), accept);
        Assert.Equal((type, text), (format.ContentType, System.Text.Encoding.UTF8.GetString(format.Write(new Fields()))));
    }

    private static string Written(EngineEvent happened, ApiVersion version) => FieldsJson.Write(EventShape.Of(happened, version));
}
