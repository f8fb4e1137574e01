using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Registry;

/// <summary>The platform that a user asks for.</summary>
internal static class AskedPlatform
{
    /// <summary>Reads OS[/ARCHITECTURE[/VARIANT]].</summary>
    /// <exception cref="RegistryException">It is none.</exception>
    public static Platform Parse(string text)
    {
        if (Platform.TryParse(text) is { } platform) return platform;
        string message = $"\"{text}\" is no platform; write OS/ARCHITECTURE[/VARIANT], such as linux/arm64.";
        throw new RegistryException(FaultCode.InvalidArgument, message) { Fault = new Fault(FaultCode.InvalidArgument, message) { Field = "platform" } };
    }
}

/// <summary>Chooses from an index.</summary>
internal static class PlatformChoice
{
    /// <summary>The manifest that suits best; the first of equals. One that names no platform suits where no other does.</summary>
    public static DescriptorDocument? Of(IReadOnlyList<DescriptorDocument> manifests, Platform wanted)
    {
        (DescriptorDocument? Found, int Rank) best = (null, int.MaxValue);
        foreach (DescriptorDocument manifest in manifests)
        {
            int? rank = manifest.Platform is { Architecture: { } architecture } named ? wanted.Suits(Platform.Normal(named.Os ?? "", architecture, named.Variant ?? "")) : int.MaxValue - 1;
            if (rank < best.Rank) best = (manifest, rank.Value);
        }

        return best.Found;
    }

    /// <summary>What an index offers, for a refusal.</summary>
    public static string Offered(IReadOnlyList<DescriptorDocument> manifests) => string.Join(", ", manifests
        .Select(manifest => manifest.Platform).OfType<PlatformDocument>().Where(platform => platform.Os is not (null or "unknown"))
        .Select(platform => Platform.Normal(platform.Os!, platform.Architecture ?? "", platform.Variant ?? "").ToString()).Distinct().Take(20));
}

/// <summary>Compares an image that came without an index with the platform that was asked for.</summary>
internal static class PlatformCheck
{
    /// <exception cref="RegistryException">It is for another platform.</exception>
    public static void Check(byte[] configuration, Platform wanted, string image)
    {
        PlatformDocument? document;
        try
        {
            document = System.Text.Json.JsonSerializer.Deserialize(configuration, RegistryJson.Default.PlatformDocument);
        }
        catch (System.Text.Json.JsonException error)
        {
            throw RegistryException.Failed($"The configuration of {image} is not valid JSON: {error.Message}", error);
        }

        Platform has = Platform.Normal(document?.Os ?? "linux", document?.Architecture ?? wanted.Architecture, document?.Variant ?? "");
        if (wanted.Suits(has) is null) throw new RegistryException(FaultCode.NotFound, $"{image} is for {has}, not for {wanted}.");
    }
}
