using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>label=KEY[=VALUE] and label!=KEY[=VALUE].</summary>
internal static class LabelFilter
{
    public static bool Passes(Filter filter, IReadOnlyDictionary<string, string> labels)
    {
        string[] parts = filter.Value.Split('=', 2);
        bool has = labels.TryGetValue(parts[0], out string? value) && (parts.Length == 1 || value == parts[1]);
        return has == (filter.Key == "label");
    }
}

/// <summary>The filters that every prune takes: until, label, label!.</summary>
internal static class PruneFilters
{
    /// <summary>Null where all of them are good.</summary>
    public static Fault? Check(IReadOnlyList<Filter> filters, DateTimeOffset now) =>
        filters.FirstOrDefault(filter => filter.Key is not ("label" or "label!") && (filter.Key != "until" || PastMoment.Parse(filter.Value, now) is null)) is { } wrong ? Wrong(wrong) : null;

    public static Fault Wrong(Filter filter) => new(FaultCode.InvalidArgument, filter.Key == "until"
        ? $"invalid filter 'until={filter.Value}': it is no time; write one like 2026-01-31T12:00:00Z, Unix seconds, or a duration such as 24h"
        : $"invalid filter '{filter.Key}={filter.Value}': use until, label or label!") { Field = "filters" };
}
