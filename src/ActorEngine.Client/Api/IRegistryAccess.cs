using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>
/// Registries, asked by the engine. Credentials in a request are shown to its registry and kept nowhere; without any the engine shows those that it keeps
/// (<see cref="LoginAsync"/>).
/// </summary>
public interface IRegistryAccess
{
    /// <summary>Shows credentials to a registry and, where it takes them, has the engine keep them.</summary>
    Task<RegistryLoggedIn> LoginAsync(LoginRegistry request, CancellationToken cancellation = default);

    /// <summary>Has the engine forget what it keeps for a registry.</summary>
    Task LogoutAsync(string registry, CancellationToken cancellation = default);

    /// <summary>The registries that the engine keeps credentials for.</summary>
    Task<IReadOnlyList<RegistryLogin>> LoginsAsync(CancellationToken cancellation = default);

    /// <summary>Looks for images; few registries can.</summary>
    Task SearchAsync(string term, CancellationToken cancellation = default);

    /// <summary>Tags of a repository.</summary>
    Task<IReadOnlyList<string>> TagsAsync(ListTags query, CancellationToken cancellation = default);

    /// <summary>Repositories of a registry.</summary>
    Task<IReadOnlyList<string>> RepositoriesAsync(ListRepositories query, CancellationToken cancellation = default);

    /// <summary>A manifest or index.</summary>
    Task<RegistryManifest> ManifestAsync(GetManifest query, CancellationToken cancellation = default);

    /// <summary>What refers to a manifest: signatures, attestations, other artifacts.</summary>
    Task<ReferrerList> ReferrersAsync(ListReferrers query, CancellationToken cancellation = default);

    /// <summary>Deletes a manifest, and with it all its tags.</summary>
    Task<ManifestDeleted> DeleteAsync(DeleteManifest request, CancellationToken cancellation = default);

    /// <summary>One blob, checked against its digest at its end; dispose the stream when done. A fault is thrown by the read that meets it.</summary>
    Task<Stream> FetchAsync(FetchBlob query, CancellationToken cancellation = default);

    /// <summary>Sends one blob.</summary>
    Task<BlobPushed> PushAsync(PushBlob request, Stream content, CancellationToken cancellation = default);

    /// <summary>Puts a manifest all parts of which the repository has.</summary>
    Task<ManifestPut> PutManifestAsync(PutManifest request, CancellationToken cancellation = default);
}
