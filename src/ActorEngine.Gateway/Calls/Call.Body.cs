using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ActorEngine.Gateway.Calls;

internal sealed partial class Call
{
    /// <summary>Reads the request's JSON; names fit whatever their case, unknown ones are passed over, as Docker does. Null for an empty body.</summary>
    /// <exception cref="ApiException">400, where it is not that JSON; the message names the field.</exception>
    public async Task<T?> ReadAsync<T>(JsonTypeInfo<T> type) where T : class
    {
        if (Http.Request.ContentLength == 0) return null;
        RequireJson();
        using var bytes = new MemoryStream();
        var body = Http.Request.Body;
        byte[] buffer = new byte[16 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer, Aborted).ConfigureAwait(false)) > 0)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > LongestBody) throw new ApiException(400, $"the request body is longer than {LongestBody} bytes");
        }

        if (bytes.Length == 0) return null;
        try
        {
            return JsonSerializer.Deserialize(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), type);
        }
        catch (JsonException error)
        {
            throw new ApiException(400, $"invalid JSON in the request body{(error.Path is { Length: > 1 } path ? $" at {path[2..]}" : "")}: {error.Message}");
        }
    }

    private void RequireJson()
    {
        string type = Http.Request.ContentType ?? "";
        bool body = Http.Request.ContentLength is not null || Http.Request.Headers.TransferEncoding.Count > 0;
        if (body && !type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase))
            throw new ApiException(400, $"unsupported Content-Type header ({type}): must be 'application/json'");
    }

    /// <summary>Bytes of the longest JSON that is read.</summary>
    private const int LongestBody = 8 * 1024 * 1024;
}
