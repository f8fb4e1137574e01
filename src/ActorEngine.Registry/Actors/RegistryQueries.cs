using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>Everything that is neither pull nor push: login, lists, manifests, deletion.</summary>
internal static class RegistryQueries
{
    /// <summary>Does what a message asks.</summary>
    /// <exception cref="RegistryException">It cannot be done.</exception>
    public static async Task<IReply> RunAsync(RegistryServices services, IMessage request, Action<string> notice, CancellationToken cancellation) => request switch
    {
        LoginRegistry login => await LoginAsync(services, login, notice, cancellation).ConfigureAwait(false),
        LogoutRegistry logout => Logout(services, logout),
        ListLogins => new LoginList([.. services.Credentials.All.Values.Select(kept => new RegistryLogin(kept.Registry, kept.Username))]),
        ListTags tags => await TagsAsync(services, tags, notice, cancellation).ConfigureAwait(false),
        ListRepositories list => await RepositoriesAsync(services, list, notice, cancellation).ConfigureAwait(false),
        GetManifest get => await ManifestAsync(services, get, notice, cancellation).ConfigureAwait(false),
        ListReferrers list => await ReferrersAsync(services, list, notice, cancellation).ConfigureAwait(false),
        PutManifest put => await PutAsync(services, put, notice, cancellation).ConfigureAwait(false),
        DeleteManifest delete => await DeleteAsync(services, delete, notice, cancellation).ConfigureAwait(false),
        _ => new Fault(FaultCode.UnknownMessage, $"The registry client does not know {request.GetType().Name}."),
    };

    /// <summary>What an image reference says after the repository: tag or digest.</summary>
    public static string Within(ReferenceName name) => name.Digest ?? name.Tag ?? "latest";

    private static async Task<IReply> LoginAsync(RegistryServices services, LoginRegistry login, Action<string> notice, CancellationToken cancellation)
    {
        string registry = login.Credentials.Registry.Length == 0 ? services.Settings.DefaultRegistry : RegistryName.Of(login.Credentials.Registry);
        RegistryCredentials credentials = login.Credentials with { Registry = registry };
        if (credentials.Username.Length == 0 && credentials.IdentityToken is null or "")
            throw new RegistryException(FaultCode.InvalidArgument, "A user is missing; name one.");
        // A refresh token, where the registry's token server gives one, is kept instead of the password.
        RegistryCredentials kept = credentials;
        var identity = new RegistryIdentity(credentials)
        {
            Issued = token => kept = credentials with { Password = "", IdentityToken = token },
            Renewed = token => kept = credentials with { IdentityToken = token },
        };
        await new RepositoryClient(services.Hosts, services.Settings, registry, "", identity, [], notice).PingAsync(cancellation).ConfigureAwait(false);
        if (login.Keep) services.Credentials.Put(kept);
        return new RegistryLoggedIn(registry);
    }

    private static IReply Logout(RegistryServices services, LogoutRegistry logout)
    {
        string registry = logout.Registry.Length == 0 ? services.Settings.DefaultRegistry : RegistryName.Of(logout.Registry);
        return services.Credentials.Remove(registry) ? new Done() : new Fault(FaultCode.NotFound, $"Not logged in to {registry}.") { Field = "registry" };
    }

    private static async Task<IReply> TagsAsync(RegistryServices services, ListTags request, Action<string> notice, CancellationToken cancellation)
    {
        ReferenceName name = RegistryName.Image(request.Repository, services.Settings);
        return new TagList(name.Repository, await Client(services, name, request.Credentials, notice).TagsAsync(cancellation).ConfigureAwait(false));
    }

    private static async Task<IReply> RepositoriesAsync(RegistryServices services, ListRepositories request, Action<string> notice, CancellationToken cancellation)
    {
        string registry = request.Registry.Length == 0 ? services.Settings.DefaultRegistry : RegistryName.Of(request.Registry);
        RepositoryClient client = services.Client(registry, "", request.Credentials, notice, "registry:catalog:*");
        return new RepositoryList(registry, await client.RepositoriesAsync(cancellation).ConfigureAwait(false));
    }

    private static async Task<IReply> ManifestAsync(RegistryServices services, GetManifest request, Action<string> notice, CancellationToken cancellation)
    {
        ReferenceName name = RegistryName.Image(request.Image, services.Settings);
        RepositoryClient client = Client(services, name, request.Credentials, notice);
        ImageManifest manifest = request.Platform is { Length: > 0 } platform
            ? (await client.ImageAsync(Within(name), AskedPlatform.Parse(platform), cancellation).ConfigureAwait(false)).Image
            : await client.ManifestAsync(Within(name), cancellation).ConfigureAwait(false);
        return new RegistryManifest(manifest.Digest, manifest.MediaType, System.Text.Encoding.UTF8.GetString(manifest.Content));
    }

    private static async Task<IReply> ReferrersAsync(RegistryServices services, ListReferrers request, Action<string> notice, CancellationToken cancellation)
    {
        ReferenceName name = RegistryName.Image(request.Image, services.Settings);
        RepositoryClient client = Client(services, name, request.Credentials, notice);
        Digest subject = await DigestAsync(client, name, cancellation).ConfigureAwait(false);
        IEnumerable<Referrer> all = (await client.ReferrersAsync(subject, cancellation).ConfigureAwait(false)).Select(found =>
            new Referrer(new Digest(found.Digest!), found.MediaType ?? "", found.ArtifactType ?? "", found.Size) { Annotations = found.Annotations ?? new Dictionary<string, string>() });
        return new ReferrerList(subject, [.. all.Where(found => request.ArtifactType is null or "" || found.ArtifactType == request.ArtifactType)]);
    }

    private static async Task<IReply> PutAsync(RegistryServices services, PutManifest request, Action<string> notice, CancellationToken cancellation)
    {
        ReferenceName name = RegistryName.Image(request.Image, services.Settings);
        byte[] content = System.Text.Encoding.UTF8.GetBytes(request.Content);
        ImageManifest manifest = ImageManifest.Read(content, request.MediaType, name.Digest is { } digest ? new Digest(digest) : null, $"manifest of {request.Image}");
        RepositoryClient client = services.Client(name.Domain, name.Path, request.Credentials, notice, $"repository:{name.Path}:pull,push");
        bool isListed = await client.PutManifestAsync(manifest, Within(name), cancellation).ConfigureAwait(false);
        if (manifest.Document.Subject is { } subject && !isListed) await client.AddReferrerAsync(new Digest(subject.Digest!), manifest, cancellation).ConfigureAwait(false);
        return new ManifestPut(manifest.Digest);
    }

    private static async Task<IReply> DeleteAsync(RegistryServices services, DeleteManifest request, Action<string> notice, CancellationToken cancellation)
    {
        ReferenceName name = RegistryName.Image(request.Image, services.Settings);
        RepositoryClient client = services.Client(name.Domain, name.Path, request.Credentials, notice, $"repository:{name.Path}:delete");
        Digest digest = await DigestAsync(client, name, cancellation).ConfigureAwait(false);
        await client.DeleteAsync(digest, cancellation).ConfigureAwait(false);
        return new ManifestDeleted(digest);
    }

    private static async Task<Digest> DigestAsync(RepositoryClient client, ReferenceName name, CancellationToken cancellation) =>
        name.Digest is { } digest ? new Digest(digest) : (await client.ManifestAsync(Within(name), cancellation).ConfigureAwait(false)).Digest;

    private static RepositoryClient Client(RegistryServices services, ReferenceName name, RegistryCredentials? credentials, Action<string> notice) =>
        services.Client(name.Domain, name.Path, credentials, notice);
}
