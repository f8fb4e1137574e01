using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Registry;

/// <summary>How people name registries and images of them.</summary>
internal static class RegistryName
{
    /// <summary>HOST[:PORT] as image names say it, from any way people and configuration files write it; Docker Hub's addresses are <c>docker.io</c>.</summary>
    /// <exception cref="RegistryException">It is none.</exception>
    public static string Of(string text)
    {
        string name = ReferenceName.DomainOf(text);
        // The rules for the first part of an image's name are the rules for a registry.
        string probe = name.Contains('.') || name.Contains(':') || name == "localhost" ? $"{name}/x" : "";
        return ReferenceName.Parse(probe, out _)?.Domain is { Length: > 0 } domain ? domain : throw Wrong(text);
    }

    /// <summary>The image a user means.</summary>
    /// <exception cref="RegistryException">It is no name of an image.</exception>
    public static ReferenceName Image(ImageReference reference, RegistrySettings settings) =>
        ReferenceName.Parse(reference.Value.Trim(), out string reason, settings.DefaultRegistry) is { } name
            ? name.Digest is null || ContentDigest.IsDigest(name.Digest) ? name : throw Bad($"\"{reference}\" names a digest that is neither sha256 nor sha512; others are not supported.", "image")
            : throw Bad($"{reason}: \"{reference}\"", "image");

    private static RegistryException Wrong(string text) => Bad($"\"{text}\" is no registry; write HOST or HOST:PORT, such as registry.example:5000.", "registry");

    private static RegistryException Bad(string message, string field) =>
        new(FaultCode.InvalidArgument, message) { Fault = new Fault(FaultCode.InvalidArgument, message) { Field = field } };
}
