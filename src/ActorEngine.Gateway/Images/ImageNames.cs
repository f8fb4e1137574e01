using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Images;

/// <summary>Names of images as requests write them: in one parameter, or in two.</summary>
internal static class ImageNames
{
    /// <summary>A repository and a tag or digest as one name; a tag of the first is replaced by the second, as Docker does.</summary>
    /// <exception cref="ApiException">400: it is no name.</exception>
    public static string Join(string repository, string? tag)
    {
        var name = Parse(repository.TrimEnd(':'));
        if (tag is not { Length: > 0 }) return repository.TrimEnd(':');
        string joined = tag.Contains(':') ? $"{name.FamiliarRepository}@{tag}" : $"{name.FamiliarRepository}:{tag}";
        Parse(joined);
        return joined;
    }

    /// <exception cref="ApiException">400: it is no name.</exception>
    public static ReferenceName Parse(string text) => ReferenceName.Parse(text, out string reason) ?? throw new ApiException(400, reason);

    /// <summary>The name that a new image is to have; null where none is asked for.</summary>
    /// <exception cref="ApiException">400: it is no name of a tag.</exception>
    public static ImageReference? ForTag(string? repository, string? tag)
    {
        if (repository is not { Length: > 0 }) return null;
        var name = Parse(Join(repository, tag));
        return name.Digest is null ? new ImageReference(name.Familiar) : throw new ApiException(400, "refusing to create a tag with a digest reference");
    }
}
