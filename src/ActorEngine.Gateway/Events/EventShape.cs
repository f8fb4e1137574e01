using ActorEngine.Contracts;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Events;

/// <summary>An event as the Docker API writes it (EventMessage).</summary>
internal static class EventShape
{
    public static Fields Of(EngineEvent happened, ApiVersion version)
    {
        var shape = new Fields();
        // Left from the time before types; gone with 1.52.
        if (!version.Has(1, 52) && happened.Type is "container" or "image")
        {
            shape["status"] = happened.Action;
            shape["id"] = happened.Actor;
            if (happened.Type == "container" && happened.Attributes.GetValueOrDefault("image") is { Length: > 0 } image) shape["from"] = image;
        }

        shape["Type"] = happened.Type;
        shape["Action"] = happened.Action;
        shape["Actor"] = new Fields { ["ID"] = happened.Actor, ["Attributes"] = Fields.Map(happened.Attributes.Select(entry => Attribute(happened, entry))) };
        shape["scope"] = "local";
        shape["time"] = happened.Time.ToUnixTimeSeconds();
        shape["timeNano"] = (happened.Time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;
        return shape;
    }

    // Names of containers begin with a slash in Docker, and here it shows.
    private static KeyValuePair<string, string> Attribute(EngineEvent happened, KeyValuePair<string, string> entry) =>
        happened is { Type: "container", Action: "rename" } && entry.Key == "oldName" ? new(entry.Key, "/" + entry.Value) : entry;
}
