using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorEngine.Registry;

/// <summary>The answer of a token server.</summary>
internal sealed record TokenDocument
{
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>The token; null where the answer has none that can be put into a header.</summary>
    public static string? Read(byte[] json)
    {
        try
        {
            TokenDocument? document = JsonSerializer.Deserialize(json, RegistryJson.Default.TokenDocument);
            string? token = document?.Token is { Length: > 0 } named ? named : document?.AccessToken;
            return token is { Length: > 0 } && token.All(c => c is > ' ' and < (char)127) ? token : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
