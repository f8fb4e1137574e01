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
            string name = Name;
            int at = name.IndexOf('@');
            string digest = at < 0 ? "" : name[at..];
            if (at >= 0) name = name[..at];
            int slash = name.IndexOf('/');
            string first = slash < 0 ? "" : name[..slash];
            if (!first.Contains('.') && !first.Contains(':') && first != "localhost") name = slash < 0 ? "docker.io/library/" + name : "docker.io/" + name;
            if (digest.Length == 0 && name.LastIndexOf(':') < name.LastIndexOf('/')) name += ":latest";
            return name + digest;
        }
    }
}
