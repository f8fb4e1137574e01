using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorEngine.Contracts;

namespace ActorEngine.Gateway.Registries;

/// <summary>What clients show to a registry, as headers and bodies carry it.</summary>
internal sealed record RegistryAuth
{
    /// <summary>The header with one of them, JSON in base64url.</summary>
    public const string Header = "X-Registry-Auth";

    /// <summary>The header with many, by registry.</summary>
    public const string ManyHeader = "X-Registry-Config";

    public string? Username { get; init; }
    public string? Password { get; init; }
    /// <summary>USER:PASSWORD in base64.</summary>
    public string? Auth { get; init; }
    public string? ServerAddress { get; init; }
    public string? IdentityToken { get; init; }
    public string? RegistryToken { get; init; }

    /// <summary>The header's credentials for the registry of an image; null where it has none. What cannot be read is none, as with Docker.</summary>
    public static RegistryCredentials? Read(string? header, string registry) => Decode(header, RegistryJson.Default.RegistryAuth)?.For(registry);

    /// <summary>The credentials of a build's header, by registry.</summary>
    public static IReadOnlyDictionary<string, RegistryCredentials> ReadMany(string? header)
    {
        var found = new Dictionary<string, RegistryCredentials>();
        foreach (var (address, auth) in Decode(header, RegistryJson.Default.DictionaryStringRegistryAuth) ?? [])
            if (auth?.For(ReferenceName.DomainOf(address)) is { } credentials) found[credentials.Registry] = credentials;
        return found;
    }

    /// <summary>What is shown to one registry; null where it is nothing.</summary>
    public RegistryCredentials? For(string registry)
    {
        string user = Username ?? "", password = Password ?? "";
        if (user.Length == 0 && Auth is { Length: > 0 } && Bytes(Auth) is { } bytes && Encoding.UTF8.GetString(bytes).Split(':', 2) is [var first, var second]) (user, password) = (first, second);
        if (user.Length == 0 && string.IsNullOrEmpty(IdentityToken) && string.IsNullOrEmpty(RegistryToken)) return null;
        return new RegistryCredentials(registry)
        {
            Username = user,
            Password = password,
            IdentityToken = string.IsNullOrEmpty(IdentityToken) ? null : IdentityToken,
            RegistryToken = string.IsNullOrEmpty(RegistryToken) ? null : RegistryToken,
        };
    }

    private static T? Decode<T>(string? header, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        if (string.IsNullOrEmpty(header) || Bytes(header) is not { } bytes) return null;
        try
        {
            return JsonSerializer.Deserialize(bytes, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Clients write it with the letters of URLs or the usual ones, padded or not.
    private static byte[]? Bytes(string text)
    {
        string usual = text.Trim().TrimEnd('=').Replace('-', '+').Replace('_', '/');
        byte[] bytes = new byte[usual.Length];
        return Convert.TryFromBase64String(usual.PadRight((usual.Length + 3) / 4 * 4, '='), bytes, out int count) ? bytes[..count] : null;
    }
}

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(RegistryAuth))]
[JsonSerializable(typeof(Dictionary<string, RegistryAuth>))]
internal sealed partial class RegistryJson : JsonSerializerContext;
