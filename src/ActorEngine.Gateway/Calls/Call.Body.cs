using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ActorEngine.Gateway.Calls;

internal sealed partial class Call
{
    /// <summary>Reads the request's JSON; names fit whatever their case, unknown ones are passed over, as Docker does. Null for an empty body.</summary>
    /// <exception cref="ApiException">400, where it is not that JSON; the message names the field. 413 and 408 as of <see cref="WholeBody"/>.</exception>
    public async Task<T?> ReadAsync<T>(JsonTypeInfo<T> type) where T : class
    {
        if (Http.Request.ContentLength == 0) return null;
        RequireJson();
        var bytes = await WholeBody.ReadAsync(Http).ConfigureAwait(false);
        if (bytes.Count == 0) return null;
        try
        {
            return JsonSerializer.Deserialize(bytes.AsSpan(), type);
        }
        catch (JsonException error)
        {
            throw new ApiException(400, $"invalid JSON in the request body{(error.Path is { Length: > 1 } path ? $" at {path[2..]}" : "")}: {Reason(error)}");
        }
    }

    // Without the names of this program's own types, and the place, which the path says.
    private static string Reason(JsonException error)
    {
        string text = error.Message;
        int place = text.IndexOf(" Path: ", StringComparison.Ordinal);
        return text.Contains("could not be converted", StringComparison.Ordinal) ? "the value is of another type than the field" : place < 0 ? text : text[..place];
    }

    private void RequireJson()
    {
        string type = Http.Request.ContentType ?? "";
        bool body = Http.Request.ContentLength is not null || Http.Request.Headers.TransferEncoding.Count > 0;
        if (body && !type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase))
            throw new ApiException(400, $"unsupported Content-Type header ({type}): must be 'application/json'");
    }
}
