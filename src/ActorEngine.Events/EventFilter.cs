using ActorEngine.Contracts;

namespace ActorEngine.Events;

/// <summary>Docker's event filters: type, event, container, image, volume, network, label, scope, and those of objects that are not here. The same key twice means either (labels: both); different keys mean both.</summary>
public static class EventFilter
{
    private static readonly string[] Keys = ["type", "event", "container", "image", "volume", "network", "label", "daemon", "scope", "plugin", "config", "node", "secret", "service"];

    /// <summary>A fault where a filter does not exist.</summary>
    public static Fault? Validate(IReadOnlyList<Filter> filters) =>
        filters.FirstOrDefault(filter => !Keys.Contains(filter.Key)) is { } unknown
            ? new Fault(FaultCode.InvalidArgument, $"'{unknown.Key}' is no filter of events; use {string.Join(", ", Keys)}.") { Field = "filters" }
            : null;

    /// <summary>True where the event passes all filters.</summary>
    public static bool Matches(EngineEvent happened, IReadOnlyList<Filter> filters)
    {
        foreach (var group in filters.GroupBy(filter => filter.Key))
        {
            bool passes = group.Key == "label"
                ? group.All(filter => HasLabel(happened, filter.Value))
                : group.Any(filter => Matches(happened, filter));
            if (!passes) return false;
        }

        return true;
    }

    private static bool Matches(EngineEvent happened, Filter filter) => filter.Key switch
    {
        "type" => happened.Type == filter.Value,
        // "exec_start: ls -l" is found by "exec_start", as in Docker.
        "event" => happened.Action == filter.Value || happened.Action.StartsWith(filter.Value + ":", StringComparison.Ordinal),
        "container" => happened.Type == "container" && IsNamed(happened, filter.Value),
        "image" => happened.Type == "image"
            ? IsImage(happened.Actor, filter.Value) || IsImage(happened.Attributes.GetValueOrDefault("name"), filter.Value)
            : IsImage(happened.Attributes.GetValueOrDefault("image"), filter.Value),
        "volume" => happened.Type == "volume" && happened.Actor == filter.Value,
        "network" => happened.Type == "network" && IsNamed(happened, filter.Value),
        // All there is happens on this node.
        "scope" => filter.Value == "local",
        "daemon" => happened.Type == "daemon" && IsNamed(happened, filter.Value),
        _ => false,
    };

    // By its name without the tag too.
    private static bool IsImage(string? name, string wanted) =>
        name == wanted || (name?.LastIndexOf(':') is > 0 and var colon && name.IndexOf('/', colon) < 0 && name[..colon] == wanted);

    private static bool IsNamed(EngineEvent happened, string wanted) =>
        happened.Actor.StartsWith(wanted, StringComparison.Ordinal) || happened.Attributes.GetValueOrDefault("name") == wanted;

    private static bool HasLabel(EngineEvent happened, string wanted)
    {
        int equals = wanted.IndexOf('=');
        return equals < 0
            ? happened.Attributes.ContainsKey(wanted)
            : happened.Attributes.TryGetValue(wanted[..equals], out string? value) && value == wanted[(equals + 1)..];
    }
}
