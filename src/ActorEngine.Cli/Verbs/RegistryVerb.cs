using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Cli.Registries;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Shapes;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Verbs;

internal static class RegistryVerb
{
    private static readonly Dictionary<string, Func<Invocation, Task<int>>> Actions = new()
    {
        ["tags"] = TagsAsync,
        ["repositories"] = RepositoriesAsync,
        ["manifest"] = ManifestAsync,
        ["referrers"] = ReferrersAsync,
        ["fetch"] = ArtifactFetch.RunAsync,
        ["blob"] = ArtifactFetch.BlobAsync,
        ["push"] = ArtifactPush.RunAsync,
        ["delete"] = DeleteAsync,
        ["logins"] = LoginsAsync,
    };

    public static Verb Definition => new("registry", "look at a registry and tidy it up")
    {
        Synopsis =
        [
            "tags NAME", "repositories [REGISTRY]", "manifest [--platform OS/ARCH] NAME[:TAG|@DIGEST]", "referrers [--artifact-type TYPE] NAME[:TAG|@DIGEST]",
            "fetch [--output DIR] NAME[:TAG|@DIGEST]", "blob [--output FILE] NAME@DIGEST",
            "push [OPTIONS] NAME[:TAG] [FILE[:MEDIA-TYPE]...]", "delete NAME:TAG|NAME@DIGEST...", "logins",
        ],
        Description = """
            Asks a registry, without anything in the engine's store being changed.

            'tags' lists the tags of a repository, 'repositories' the repositories of a registry (many refuse that), 'manifest' prints a manifest or index byte for byte, 'referrers' lists signatures and other artifacts that refer to an image, 'fetch' writes the files of an artifact into a directory. 'blob' writes one blob, such as a layer or an image's configuration, to a file or to standard output; it is checked against its digest.

            'push' sends files as an artifact. With --subject it is about an image of the same repository, such as a signature or a list of contents, and 'referrers' of that image lists it; it needs no tag then.

            'delete' has the registry delete a manifest: all tags of it are gone then, and it cannot be undone. 'logins' lists the registries and users that the engine keeps.
            """,
        Options =
        [
            Option.List("annotation", "KEY=VALUE", "push: note this in the artifact's manifest."),
            Option.Value("artifact-type", "TYPE", "referrers: only those of this type. push: what kind of artifact it is, as a media type."),
            Option.Value("output", "PATH", "fetch: write the files into this directory; the present one otherwise. blob: write to this file.", 'o') with { Completes = Completes.File },
            Option.Value("subject", "NAME", "push: the image that the artifact is about."),
            Transfers.Platform,
        ],
        Least = 1,
        Examples =
        [
            new("actorctl registry tags registry.example:5000/team/app", "See what there is."),
            new("actorctl registry push --subject r.example/app:1 r.example/app list.spdx", "Attach a file to an image."),
            new("actorctl registry delete registry.example:5000/team/app:old", "Delete a tag and its manifest."),
        ],
        SeeAlso = ["pull", "push", "login"],
        Run = call => Actions.TryGetValue(call.Arguments.Operands[0], out var act) ? act(call)
            : throw new UsageException($"'{call.Arguments.Operands[0]}' is nothing that registry does; write one of {string.Join(", ", Actions.Keys)}.", 1) { Verb = "registry" },
    };

    /// <summary>The operand after the action's name.</summary>
    public static string Operand(Invocation call, string what) =>
        call.Arguments.Operands is [_, var operand] ? operand : throw new UsageException($"{call.Arguments.Operands[0]} takes one {what}.", 1) { Verb = "registry" };

    public static Task<RegistryCredentials?> CredentialsAsync(Invocation call, string image) => new DockerConfiguration(call.Environment).ForImageAsync(image);

    private static async Task<int> TagsAsync(Invocation call)
    {
        string name = Operand(call, "NAME");
        var list = await call.AskAsync<TagList>(new ListTags(new ImageReference(name)) { Credentials = await CredentialsAsync(call, name) });
        foreach (string tag in list.Tags) call.Console.WriteLine(tag);
        return 0;
    }

    private static async Task<int> RepositoriesAsync(Invocation call)
    {
        string registry = call.Arguments.Operands.Count > 1 ? Operand(call, "REGISTRY") : "";
        var credentials = await new DockerConfiguration(call.Environment).ForAsync(registry.Length > 0 ? registry : ReferenceName.DefaultDomain);
        var list = await call.AskAsync<RepositoryList>(new ListRepositories(registry) { Credentials = credentials });
        foreach (string repository in list.Repositories) call.Console.WriteLine(repository);
        return 0;
    }

    private static async Task<int> ManifestAsync(Invocation call)
    {
        string name = Operand(call, "NAME");
        var manifest = await call.AskAsync<RegistryManifest>(new GetManifest(new ImageReference(name)) { Platform = call.Arguments.Value("platform"), Credentials = await CredentialsAsync(call, name) });
        call.Console.Write(manifest.Content);
        return 0;
    }

    private static async Task<int> ReferrersAsync(Invocation call)
    {
        string name = Operand(call, "NAME");
        var list = await call.AskAsync<ReferrerList>(new ListReferrers(new ImageReference(name)) { ArtifactType = call.Arguments.Value("artifact-type"), Credentials = await CredentialsAsync(call, name) });
        call.Console.Write(Table.Render(["DIGEST\tARTIFACT TYPE\tSIZE",
            .. list.Referrers.Select(found => $"{found.Digest}\t{(found.ArtifactType.Length > 0 ? found.ArtifactType : found.MediaType)}\t{Human.Size(found.Size, 3)}")]));
        return 0;
    }

    private static async Task<int> DeleteAsync(Invocation call)
    {
        if (call.Arguments.Operands.Count < 2) throw new UsageException("delete takes NAME:TAG or NAME@DIGEST.", 1) { Verb = "registry" };
        await using EngineConnection connection = await call.ConnectAsync();
        foreach (string name in call.Arguments.Operands.Skip(1))
        {
            // What is deleted is gone for everybody: it has to be named, not implied.
            if (ReferenceName.Parse(name, out _) is { Tag: null, Digest: null }) throw new UsageException($"'{name}' names no tag and no digest; write {name}:TAG or {name}@DIGEST.", 1) { Verb = "registry" };
            var deleted = await connection.DemandAsync<ManifestDeleted>(new DeleteManifest(new ImageReference(name)) { Credentials = await CredentialsAsync(call, name) });
            call.Console.WriteLine($"Deleted: {deleted.Digest}");
        }

        return 0;
    }

    private static async Task<int> LoginsAsync(Invocation call)
    {
        var list = await call.AskAsync<LoginList>(new ListLogins());
        call.Console.Write(Table.Render(["REGISTRY\tUSER", .. list.Logins.Select(login => $"{login.Registry}\t{login.Username}")]));
        return 0;
    }
}
