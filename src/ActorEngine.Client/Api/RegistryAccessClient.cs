using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>The registry verbs as calls of a link.</summary>
internal sealed class RegistryAccessClient(EngineLink link) : IRegistryAccess
{
    private const int Block = 64 << 10;

    public Task<RegistryLoggedIn> LoginAsync(LoginRegistry request, CancellationToken cancellation) => link.AskAsync<RegistryLoggedIn>(request, cancellation);

    public Task LogoutAsync(string registry, CancellationToken cancellation) => link.AskAsync<Done>(new LogoutRegistry(registry), cancellation);

    public async Task<IReadOnlyList<RegistryLogin>> LoginsAsync(CancellationToken cancellation) =>
        (await link.AskAsync<LoginList>(new ListLogins(), cancellation).ConfigureAwait(false)).Logins;

    public Task SearchAsync(string term, CancellationToken cancellation) => link.AskAsync<IReply>(new SearchImages(term), cancellation);

    public async Task<IReadOnlyList<string>> TagsAsync(ListTags query, CancellationToken cancellation) =>
        (await link.AskAsync<TagList>(query, cancellation).ConfigureAwait(false)).Tags;

    public async Task<IReadOnlyList<string>> RepositoriesAsync(ListRepositories query, CancellationToken cancellation) =>
        (await link.AskAsync<RepositoryList>(query, cancellation).ConfigureAwait(false)).Repositories;

    public Task<RegistryManifest> ManifestAsync(GetManifest query, CancellationToken cancellation) => link.AskAsync<RegistryManifest>(query, cancellation);

    public Task<ReferrerList> ReferrersAsync(ListReferrers query, CancellationToken cancellation) => link.AskAsync<ReferrerList>(query, cancellation);

    public Task<ManifestDeleted> DeleteAsync(DeleteManifest request, CancellationToken cancellation) => link.AskAsync<ManifestDeleted>(request, cancellation);

    public async Task<Stream> FetchAsync(FetchBlob query, CancellationToken cancellation) => await CallStream.OpenAsync(link, query, cancellation).ConfigureAwait(false);

    public async Task<BlobPushed> PushAsync(PushBlob request, Stream content, CancellationToken cancellation) =>
        (BlobPushed)await Upload.RunAsync(link, request, content, Block, cancellation).ConfigureAwait(false);

    public Task<ManifestPut> PutManifestAsync(PutManifest request, CancellationToken cancellation) => link.AskAsync<ManifestPut>(request, cancellation);
}
