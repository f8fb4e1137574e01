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

    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    /// <summary>The token to show; null where there is none that can be put into a header.</summary>
    [JsonIgnore]
    public string? Bearer => Printable(Token) ?? Printable(AccessToken);

    /// <summary>What a later token can be had for; null where there is none.</summary>
    [JsonIgnore]
    public string? Refresh => Printable(RefreshToken);

    /// <summary>Reads an answer; null where it has no token to show.</summary>
    public static TokenDocument? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, RegistryJson.Default.TokenDocument) is { Bearer: not null } document ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Printable(string? token) => token is { Length: > 0 } && token.All(c => c is > ' ' and < (char)127) ? token : null;
}
