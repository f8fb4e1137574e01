using System.Text.Json;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Verbs;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Registries;

/// <summary>Writes the files of an artifact: one for each of its layers, named by its title.</summary>
internal static class ArtifactFetch
{
    private const string Title = "org.opencontainers.image.title";

    public static async Task<int> RunAsync(Invocation call)
    {
        string name = RegistryVerb.Operand(call, "NAME");
        var credentials = await RegistryVerb.CredentialsAsync(call, name);
        string folder = call.Arguments.Value("output") ?? ".";
        await using EngineConnection connection = await call.ConnectAsync();
        var manifest = await connection.DemandAsync<RegistryManifest>(new GetManifest(new ImageReference(name)) { Platform = call.Arguments.Value("platform"), Credentials = credentials });
        using var document = JsonDocument.Parse(manifest.Content);
        if (!document.RootElement.TryGetProperty("layers", out var layers)) throw new CommandException($"{name} is an index; choose from it with --platform, or name one of its digests.");
        Directory.CreateDirectory(folder);
        foreach (var layer in layers.EnumerateArray())
        {
            var digest = new Digest(layer.GetProperty("digest").GetString() ?? "");
            string file = Path.Combine(folder, FileName(layer, digest));
            await FetchAsync(call, connection, new FetchBlob(new ImageReference(name), digest, layer.GetProperty("size").GetInt64()) { Credentials = credentials }, file);
            call.Console.WriteLine(file);
        }

        return 0;
    }

    /// <summary>Writes one blob to a file or to standard output.</summary>
    public static async Task<int> BlobAsync(Invocation call)
    {
        string name = RegistryVerb.Operand(call, "NAME@DIGEST");
        if (ReferenceName.Parse(name, out _) is not { Digest: { } digest }) throw new CommandException($"'{name}' names no digest; write NAME@sha256:...");
        string? file = call.Arguments.Value("output");
        if (file is null && call.Console.OutputIsTerminal) throw new CommandException("a blob is not written to a terminal; write --output FILE, or pipe it into something.");
        var request = new FetchBlob(new ImageReference(name), new Digest(digest), -1) { Credentials = await RegistryVerb.CredentialsAsync(call, name) };
        await using EngineConnection connection = await call.ConnectAsync();
        if (file is not null)
        {
            await FetchAsync(call, connection, request, file);
            return 0;
        }

        await using var stream = connection.Open(request);
        Demands.Expect<StreamEnded>(await new OutputRelay(call.Console).RunAsync(stream, null, CancellationToken.None));
        return 0;
    }

    // A registry must not choose a place outside of the directory.
    private static string FileName(JsonElement layer, Digest digest)
    {
        string? title = layer.TryGetProperty("annotations", out var notes) && notes.TryGetProperty(Title, out var found) ? found.GetString() : null;
        if (title is null or "") return digest.Value.Replace(':', '-');
        return title is not ("." or "..") && title.IndexOfAny(['/', '\0']) < 0 ? title : throw new CommandException($"the artifact names a file \"{title}\", which is no plain file name.");
    }

    private static async Task FetchAsync(Invocation call, EngineConnection connection, FetchBlob request, string file)
    {
        string aside = file + ".part";
        try
        {
            await using (var to = new FileStream(aside, FileMode.CreateNew))
            await using (var stream = connection.Open(request))
            {
                await new OutputRelay(call.Console with { Output = to }).RunAsync(stream, null, CancellationToken.None);
            }

            File.Move(aside, file, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }
}
