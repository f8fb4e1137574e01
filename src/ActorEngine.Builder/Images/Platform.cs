using System.Runtime.InteropServices;

namespace ActorEngine.Builder;

/// <summary>OS/ARCHITECTURE[/VARIANT].</summary>
internal sealed record Platform(string Os, string Architecture, string? Variant)
{
    /// <summary>That of this machine.</summary>
    public static Platform Local { get; } = new("linux", RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    }, null);

    /// <summary>Reads a platform, or an architecture alone; null where the text is none.</summary>
    public static Platform? Parse(string text)
    {
        string[] parts = text.ToLowerInvariant().Split('/');
        if (parts.Length > 3 || parts.Any(part => part.Length == 0 || !part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))) return null;
        if (parts.Length == 1) return parts[0] == "linux" ? Local : new Platform("linux", Normal(parts[0]), null);
        string architecture = Normal(parts[1]);
        string? variant = parts.Length == 3 ? parts[2] : null;
        return new Platform(parts[0], architecture, architecture == "arm64" && variant == "v8" ? null : variant);
    }

    /// <summary>An image for that platform will do. One that says nothing of its architecture does for all.</summary>
    public bool Takes(ImageSpec image) =>
        image.Architecture.Length == 0 || (image.Os == Os && Normal(image.Architecture) == Architecture && (Variant is null || image.Variant is null || image.Variant == Variant));

    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";

    private static string Normal(string architecture) => architecture switch { "x86_64" or "x86-64" => "amd64", "aarch64" => "arm64", var other => other };
}
