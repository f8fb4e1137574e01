using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>Who an operation is, and what becomes of refresh tokens that it gets.</summary>
/// <param name="Credentials">null for nobody.</param>
internal sealed record RegistryIdentity(RegistryCredentials? Credentials)
{
    /// <summary>Told of the refresh token that a token server gave in the place of the one that was shown.</summary>
    public Action<string>? Renewed { get; init; }

    /// <summary>Told of the refresh token that a token server gave for a password; null asks for none.</summary>
    public Action<string>? Issued { get; init; }
}
