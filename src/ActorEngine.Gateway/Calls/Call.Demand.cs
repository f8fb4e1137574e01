using System.Text.Json.Serialization.Metadata;

namespace ActorEngine.Gateway.Calls;

internal sealed partial class Call
{
    /// <summary>Reads the request's JSON, which has to be there.</summary>
    /// <exception cref="ApiException">400, where there is none, or it is not that JSON.</exception>
    public async Task<T> DemandAsync<T>(JsonTypeInfo<T> type) where T : class =>
        await ReadAsync(type).ConfigureAwait(false) ?? throw new ApiException(400, "invalid JSON: got EOF while reading request body");

    /// <summary>A value of the path that is a name with slashes, which some clients escape.</summary>
    public string Name(string name = "name") => Path(name).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A string parameter; null where it is not there or empty.</summary>
    public string? Text(string name) => Query(name) is { Length: > 0 } text ? text : null;
}
