using System.Text;

namespace ActorEngine.Contracts;

/// <summary>
/// What a client shows to one registry; the engine shows it to no other. It travels over the engine's own socket or a session
/// with mutual TLS, is written to no log, and is kept only by <see cref="LoginRegistry"/>.
/// </summary>
/// <param name="Registry">HOST[:PORT] as image names say it; <c>docker.io</c> for Docker Hub.</param>
public sealed record RegistryCredentials(string Registry)
{
    public string Username { get; init => field = value ?? ""; } = "";
    public string Password { get; init => field = value ?? ""; } = "";
    /// <summary>A refresh token of an earlier login (OAuth 2), in the place of a password.</summary>
    public string? IdentityToken { get; init; }
    /// <summary>A bearer token to be shown as it is.</summary>
    public string? RegistryToken { get; init; }

    // Records print all they hold; secrets must not reach a log that way.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Registry = ").Append(Registry).Append(", Username = ").Append(Username);
        return true;
    }
}
