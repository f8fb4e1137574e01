using System.Runtime.InteropServices;

namespace ActorEngine.Oci;

/// <summary>What an image runs on, in Docker's words.</summary>
/// <param name="Variant">Empty where the architecture has none, or its usual one.</param>
public sealed record Platform(string Os, string Architecture, string Variant)
{
    /// <summary>This engine's own.</summary>
    public static Platform Own { get; } = new("linux", RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    }, "");

    /// <summary>Reads OS[/ARCHITECTURE[/VARIANT]], or an architecture alone; null where the text is none.</summary>
    public static Platform? TryParse(string text)
    {
        string[] parts = text.Trim().ToLowerInvariant().Split('/');
        if (parts.Length > 3 || parts.Any(part => part.Length == 0 || part.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))) return null;
        if (parts.Length == 1) return parts[0] is "linux" or "windows" or "freebsd" or "darwin" ? Own with { Os = parts[0] } : Normal("linux", parts[0], "");
        return Normal(parts[0], parts[1], parts.Length == 3 ? parts[2] : "");
    }

    /// <summary>The platform in one spelling: containerd's aliases, usual variants left out.</summary>
    public static Platform Normal(string os, string architecture, string variant) => (architecture, variant) switch
    {
        ("x86_64" or "x86-64", _) => new(os, "amd64", variant),
        ("i386" or "i686", _) => new(os, "386", ""),
        ("aarch64" or "arm64", "" or "8" or "v8") => new(os, "arm64", ""),
        ("aarch64", _) => new(os, "arm64", variant),
        ("armhf", _) => new(os, "arm", "v7"),
        ("armel", _) => new(os, "arm", "v6"),
        ("arm", "") => new(os, "arm", "v7"),
        ("amd64", "v1") => new(os, "amd64", ""),
        _ => new(os, architecture, variant),
    };

    /// <summary>How well an image for <paramref name="other"/> suits: 0 is best, null not at all. Older variants of arm run on newer machines.</summary>
    public int? Suits(Platform other)
    {
        if (other.Os != Os || other.Architecture != Architecture) return null;
        if (other.Variant == Variant) return 0;
        if (Architecture == "arm" && Number(other.Variant) is { } theirs && Number(Variant) is { } own && theirs < own) return own - theirs;
        return Architecture == "amd64" && other.Variant.Length == 0 ? 1 : null;
    }

    public override string ToString() => Variant.Length == 0 ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";

    private static int? Number(string variant) => variant.StartsWith('v') && int.TryParse(variant.AsSpan(1), out int number) ? number : null;
}
