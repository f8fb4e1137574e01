using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>An image that a build stands on or copies from.</summary>
/// <param name="Id">Digest of its configuration.</param>
/// <param name="Chain">Chain id of its layers; null for an image without any.</param>
internal sealed record BaseImage(Digest Id, ImageSpec Spec, Digest? Chain);

/// <summary>An image that a plan needs and that is not known yet.</summary>
internal sealed record ImageNeed(string Name, Platform Platform)
{
    /// <summary>DOMAIN/PATH:TAG, as progress shows it.</summary>
    public string DisplayName
    {
        get
        {
            if (ReferenceName.Parse(Name, out _) is not { } name) return Name;
            if (name.Digest is null) return name.Canonical;
            return $"{name.Repository}{(name.Tag is { } tag ? ":" + tag : "")}@{name.Digest}";
        }
    }
}
