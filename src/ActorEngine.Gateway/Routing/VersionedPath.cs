using ActorEngine.Gateway.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorEngine.Gateway.Routing;

/// <summary>A request's path, taken apart: /v1.44/containers/json.</summary>
internal sealed record VersionedPath(ApiVersion Version, IReadOnlyList<string> Parts)
{
    /// <summary>Reads the path as it came: what is escaped belongs to its part, a slash too, and no part means the one above.</summary>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    public static VersionedPath Read(HttpContext http)
    {
        string target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // Proxies get whole addresses.
        if (!target.StartsWith('/')) target = Uri.TryCreate(target, UriKind.Absolute, out var whole) ? whole.PathAndQuery : "/";
        int end = target.IndexOfAny(['?', '#']);
        return Read(end < 0 ? target : target[..end]);
    }

    /// <exception cref="ApiException">400: a version that is malformed, too new or too old; a path that names nothing.</exception>
    public static VersionedPath Read(string path)
    {
        string[] parts = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Unescape)];
        if (parts is not [['v', >= '0' and <= '9', ..], ..]) return new VersionedPath(ApiVersion.Newest, parts);
        if (!ApiVersion.TryParse(parts[0].AsSpan(1), out var version)) throw new ApiException(400, $"'{parts[0]}' is no API version; versions look like v{ApiVersion.Newest}");
        if (version > ApiVersion.Newest) throw new ApiException(400, $"client version {version} is too new. Maximum supported API version is {ApiVersion.Newest}");
        if (version < ApiVersion.Oldest)
            throw new ApiException(400, $"client version {version} is too old. Minimum supported API version is {ApiVersion.Oldest}, please upgrade your client to a newer version");
        return new VersionedPath(version, parts[1..]);
    }

    private static string Unescape(string part)
    {
        string text = part.Contains('%') ? Uri.UnescapeDataString(part) : part;
        return text is "." or ".." || text.AsSpan().ContainsAny(Forbidden) || text.Contains('\uFFFD') ? throw new ApiException(400, "the path has parts that name nothing") : text;
    }

    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create("\0\r\n");
}
