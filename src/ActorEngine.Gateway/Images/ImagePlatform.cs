using System.Text.Json;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Images;

/// <summary>Platforms as requests write them: OS/ARCHITECTURE[/VARIANT], or since 1.46 an object of the OCI in JSON.</summary>
internal static class ImagePlatform
{
    /// <summary>OS/ARCHITECTURE[/VARIANT]; null where none is asked for.</summary>
    /// <exception cref="ApiException">400: it is neither.</exception>
    public static string? Read(string? text)
    {
        if (text is not { Length: > 0 }) return null;
        if (!text.StartsWith('{')) return Plain(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            string[] parts = [.. ((string[])["os", "architecture", "variant"]).Select(name => Find(document.RootElement, name)).Where(part => part.Length > 0)];
            return parts.Length >= 2 ? string.Join('/', parts) : throw new ApiException(400, $"invalid platform '{text}': both OS and Architecture must be provided");
        }
        catch (JsonException wrong)
        {
            throw new ApiException(400, $"failed to parse platform: {wrong.Message}");
        }
    }

    /// <summary>Refuses a platform that the image does not have: the store keeps one of each image.</summary>
    /// <exception cref="ApiException">404: the image is here for another platform.</exception>
    public static void Check(string? wanted, string has, string image)
    {
        if (wanted is null) return;
        // A variant that is not asked for may be any.
        if (has == wanted || has.StartsWith(wanted + "/", StringComparison.Ordinal)) return;
        throw new ApiException(404, $"image {image} was found but does not provide the specified platform ({wanted}); it is here for {has}");
    }

    // An architecture alone is one of Linux.
    private static string Plain(string text)
    {
        string[] parts = text.ToLowerInvariant().Split('/');
        string[] known = ["386", "amd64", "arm", "arm64", "loong64", "mips64le", "ppc64le", "riscv64", "s390x"];
        if (parts is [var alone]) return known.Contains(alone) ? "linux/" + alone : throw new ApiException(400, $"invalid platform: \"{text}\": unknown operating system or architecture");
        return parts.Length <= 3 && parts.All(part => part.Length > 0) ? string.Join('/', parts)
            : throw new ApiException(400, $"invalid platform: \"{text}\" must be formatted as <os>/<arch>[/<variant>]");
    }

    private static string Find(JsonElement platform, string name)
    {
        if (platform.ValueKind != JsonValueKind.Object) return "";
        foreach (var property in platform.EnumerateObject())
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind == JsonValueKind.String) return property.Value.GetString() ?? "";
        return "";
    }
}
