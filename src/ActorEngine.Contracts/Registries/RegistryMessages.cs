namespace ActorEngine.Contracts;

/// <summary>Shows credentials to a registry and, where it takes them, keeps them in the engine's own store. Answer: <see cref="RegistryLoggedIn"/>.</summary>
public sealed record LoginRegistry(RegistryCredentials Credentials) : ICommand
{
    /// <summary>false only asks whether the registry takes them.</summary>
    public bool Keep { get; init; } = true;
}

/// <summary>Forgets the credentials that the engine keeps for a registry. Answer: <see cref="Done"/>; NotFound where it keeps none.</summary>
public sealed record LogoutRegistry(string Registry) : ICommand;

/// <summary>Asks for which registries the engine keeps credentials. Answer: <see cref="LoginList"/>.</summary>
public sealed record ListLogins : IQuery;

/// <summary>Asks a registry for the tags of a repository. Answer: <see cref="TagList"/>.</summary>
public sealed record ListTags(ImageReference Repository) : IQuery
{
    public RegistryCredentials? Credentials { get; init; }
}

/// <summary>Asks a registry for its repositories; many refuse that. Answer: <see cref="RepositoryList"/>.</summary>
/// <param name="Registry">HOST[:PORT]; empty = the default registry.</param>
public sealed record ListRepositories(string Registry) : IQuery
{
    public RegistryCredentials? Credentials { get; init; }
}

/// <summary>Asks a registry for a manifest or index. Answer: <see cref="RegistryManifest"/>.</summary>
public sealed record GetManifest(ImageReference Image) : IQuery
{
    /// <summary>OS/ARCHITECTURE[/VARIANT]: the image's manifest instead of the index it is named in.</summary>
    public string? Platform { get; init; }
    public RegistryCredentials? Credentials { get; init; }
}

/// <summary>Asks a registry what refers to a manifest: signatures, attestations and other artifacts (distribution-spec, "Listing Referrers"). Answer: <see cref="ReferrerList"/>.</summary>
public sealed record ListReferrers(ImageReference Image) : IQuery
{
    /// <summary>Only those of this artifact type.</summary>
    public string? ArtifactType { get; init; }
    public RegistryCredentials? Credentials { get; init; }
}

/// <summary>Has a registry delete a tag's manifest, and with it all tags of that manifest, or one by its digest. Answer: <see cref="ManifestDeleted"/>.</summary>
public sealed record DeleteManifest(ImageReference Image) : ICommand
{
    public RegistryCredentials? Credentials { get; init; }
}

/// <summary>Sends one blob, such as a file of an artifact, as raw frames and a half-close. What the registry has is not sent again. Answer: <see cref="BlobPushed"/>.</summary>
public sealed record PushBlob(ImageReference Repository, Digest Blob, long Size) : ICommand
{
    public RegistryCredentials? Credentials { get; init; }
}

/// <summary>
/// Puts a manifest or index, all parts of which the repository has, under a tag or under its digest. One with a subject is entered in the list of the
/// subject's referrers, where the registry does not do so itself. Answer: <see cref="ManifestPut"/>.
/// </summary>
/// <param name="Content">The JSON, byte for byte as its digest is to cover it.</param>
public sealed record PutManifest(ImageReference Image, string MediaType, string Content) : ICommand
{
    public RegistryCredentials? Credentials { get; init; }
}

/// <summary>Fetches one blob of a repository, such as a file of an artifact; a size below 0 is asked for. The answer is a stream of raw frames, checked against the digest, ended by <see cref="StreamEnded"/>.</summary>
public sealed record FetchBlob(ImageReference Repository, Digest Blob, long Size) : IQuery
{
    public RegistryCredentials? Credentials { get; init; }
}

/// <summary>Answer to <see cref="LoginRegistry"/>.</summary>
/// <param name="Registry">As image names say it.</param>
public sealed record RegistryLoggedIn(string Registry) : IReply;

/// <summary>Answer to <see cref="ListLogins"/>.</summary>
public sealed record LoginList(IReadOnlyList<RegistryLogin> Logins) : IReply;

/// <summary>A registry and the user that the engine shows it.</summary>
public sealed record RegistryLogin(string Registry, string Username);

/// <summary>Answer to <see cref="ListTags"/>.</summary>
public sealed record TagList(string Repository, IReadOnlyList<string> Tags) : IReply;

/// <summary>Answer to <see cref="ListRepositories"/>.</summary>
public sealed record RepositoryList(string Registry, IReadOnlyList<string> Repositories) : IReply;

/// <summary>Answer to <see cref="GetManifest"/>.</summary>
/// <param name="Content">The JSON, byte for byte as its digest covers it.</param>
public sealed record RegistryManifest(Digest Digest, string MediaType, string Content) : IReply;

/// <summary>Answer to <see cref="ListReferrers"/>.</summary>
/// <param name="Subject">What they refer to.</param>
public sealed record ReferrerList(Digest Subject, IReadOnlyList<Referrer> Referrers) : IReply;

/// <summary>A manifest that refers to another one.</summary>
public sealed record Referrer(Digest Digest, string MediaType, string ArtifactType, long Size)
{
    public IReadOnlyDictionary<string, string> Annotations { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}

/// <summary>Answer to <see cref="PushBlob"/>.</summary>
/// <param name="Existed">The registry had it.</param>
public sealed record BlobPushed(Digest Blob, bool Existed) : IReply;

/// <summary>Answer to <see cref="PutManifest"/>.</summary>
public sealed record ManifestPut(Digest Digest) : IReply;

/// <summary>Answer to <see cref="DeleteManifest"/>.</summary>
public sealed record ManifestDeleted(Digest Digest) : IReply;
