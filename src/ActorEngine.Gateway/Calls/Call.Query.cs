using System.Globalization;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Gateway.Calls;

internal sealed partial class Call
{
    /// <summary>A query parameter; null where it is not there.</summary>
    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>All values of a query parameter.</summary>
    public IReadOnlyList<string> QueryAll(string name) =>
        Http.Request.Query.TryGetValue(name, out var values) ? [.. values.Where(value => value is not null)!] : [];

    /// <summary>As Docker reads truth: absent, empty, 0, no, false and none are false, all else is true.</summary>
    public bool Flag(string name, bool otherwise = false) => Query(name) is not { } text ? otherwise
        : text.Trim().ToLowerInvariant() is not ("" or "0" or "no" or "false" or "none");

    /// <exception cref="ApiException">400, where it is no number.</exception>
    public long? Number(string name) => Query(name) is not { Length: > 0 } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
        : throw new ApiException(400, $"invalid value for query parameter {name}: '{text}' is not a whole number");

    /// <summary>A point in time; see <see cref="Timestamp"/>.</summary>
    /// <exception cref="ApiException">400, where it is none.</exception>
    public DateTimeOffset? Time(string name, bool up = false) => Query(name) is not { Length: > 0 } text ? null
        : Timestamp.Parse(text, up) ?? throw new ApiException(400, $"invalid value for \"{name}\": '{text}' is no time; write Unix seconds or RFC 3339");

    /// <summary>The filters parameter: {"key":["value"]}, or {"key":{"value":true}} as older clients write it.</summary>
    /// <exception cref="ApiException">400, where it is neither.</exception>
    public IReadOnlyList<Filter> Filters()
    {
        if (Query("filters") is not { Length: > 0 } text) return [];
        try
        {
            using var document = JsonDocument.Parse(text);
            var filters = new List<Filter>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.Array)
                    filters.AddRange(property.Value.EnumerateArray().Select(value => new Filter(property.Name, value.GetString()!)));
                else
                    filters.AddRange(property.Value.EnumerateObject().Where(value => value.Value.GetBoolean()).Select(value => new Filter(property.Name, value.Name)));
            }

            return filters;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ApiException(400, $"invalid filters: '{text}' is neither a map of lists nor a map of maps");
        }
    }
}
