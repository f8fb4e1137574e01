using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Routing;

/// <summary>A request's path, taken apart: /v1.44/containers/json.</summary>
internal sealed record VersionedPath(ApiVersion Version, IReadOnlyList<string> Parts)
{
    /// <exception cref="ApiException">400: a version that is malformed, too new or too old.</exception>
    public static VersionedPath Read(string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not [['v', >= '0' and <= '9', ..], ..]) return new VersionedPath(ApiVersion.Newest, parts);
        if (!ApiVersion.TryParse(parts[0].AsSpan(1), out var version)) throw new ApiException(400, $"'{parts[0]}' is no API version; versions look like v{ApiVersion.Newest}");
        if (version > ApiVersion.Newest) throw new ApiException(400, $"client version {version} is too new. Maximum supported API version is {ApiVersion.Newest}");
        if (version < ApiVersion.Oldest)
            throw new ApiException(400, $"client version {version} is too old. Minimum supported API version is {ApiVersion.Oldest}, please upgrade your client to a newer version");
        return new VersionedPath(version, parts[1..]);
    }
}
