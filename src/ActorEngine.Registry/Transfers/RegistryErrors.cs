using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>Words for what registries refuse (distribution-spec, "Error Codes").</summary>
internal static class RegistryErrors
{
    private const int MostText = 200;

    /// <summary>The registry's own words, cleaned and cut; empty where it has none.</summary>
    public static string Text(byte[] body)
    {
        try
        {
            ErrorDocument? document = JsonSerializer.Deserialize(body, RegistryJson.Default.ErrorDocument);
            string text = string.Join("; ", document?.Errors?.Select(error => error.Message is { Length: > 0 } message ? message : error.Code ?? "") ?? []);
            return Clean(text.Length > 0 ? text : document?.Details ?? "");
        }
        catch (JsonException)
        {
            return "";
        }
    }

    /// <summary>The failure of an answer that is no success.</summary>
    /// <param name="what">What was asked, as in "manifest of x".</param>
    public static RegistryException Of(HttpStatusCode status, byte[] body, string what, string registry)
    {
        string said = Text(body) is { Length: > 0 } text ? $": {text}" : "";
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(FaultCode.PermissionDenied,
                $"The registry {registry} denies the {what}{said}. It does not exist, or needs 'actorctl login {registry}' with a user who may."),
            HttpStatusCode.NotFound => new(FaultCode.NotFound, $"The registry {registry} has no {what}{said}."),
            HttpStatusCode.MethodNotAllowed => new(FaultCode.NotSupported, $"The registry {registry} does not do that with the {what}{said}."),
            HttpStatusCode.TooManyRequests => new(FaultCode.Overloaded, $"The registry {registry} is asked too often{said}; try again later."),
            HttpStatusCode.RequestEntityTooLarge => new(FaultCode.InvalidArgument, $"The registry {registry} does not take anything as large as the {what}{said}."),
            _ => RegistryException.Failed($"The registry {registry} failed at the {what}: {(int)status}{said}"),
        };
    }

    /// <summary>Why a connection failed.</summary>
    public static string Reason(Exception error) => error switch
    {
        HttpRequestException { InnerException: { } inner } failed => $"{failed.Message.TrimEnd('.')}: {inner.Message}",
        _ => error.Message,
    };

    private static string Clean(string text)
    {
        string clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return clean.Length <= MostText ? clean : clean[..MostText] + "...";
    }
}

/// <summary>The body of a refusal.</summary>
internal sealed record ErrorDocument
{
    [JsonPropertyName("errors")]
    public IReadOnlyList<ErrorEntry>? Errors { get; init; }

    [JsonPropertyName("details")]
    public string? Details { get; init; }
}

/// <summary>One reason of a refusal.</summary>
internal sealed record ErrorEntry
{
    [JsonPropertyName("code")]
    public string? Code { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }
}
