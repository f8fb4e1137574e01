using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Verbs;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Registries;

/// <summary>Sends files as an artifact (image-spec manifest.md, "Guidelines for Artifact Usage"): each is a layer, named by its title.</summary>
internal static class ArtifactPush
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json", EmptyType = "application/vnd.oci.empty.v1+json",
        DefaultArtifactType = "application/vnd.unknown.artifact.v1", DefaultFileType = "application/octet-stream", Title = "org.opencontainers.image.title";

    private static readonly byte[] Empty = "{}"u8.ToArray();

    public static async Task<int> RunAsync(Invocation call)
    {
        if (call.Arguments.Operands.Count < 2) throw new UsageException("push takes NAME[:TAG] and files.", 1) { Verb = "registry" };
        string name = call.Arguments.Operands[1];
        var parsed = ReferenceName.Parse(name, out string reason) ?? throw new CommandException($"'{name}': {reason}.");
        if (parsed.Digest is not null) throw new CommandException($"'{name}' is a digest, which is known only when the artifact is made; name a tag.");
        var credentials = await RegistryVerb.CredentialsAsync(call, name);
        await using EngineConnection connection = await call.ConnectAsync();
        var subject = call.Arguments.Value("subject") is { } about ? await SubjectAsync(call, connection, about, parsed) : null;
        if (parsed.Tag is null && subject is null) throw new CommandException($"'{name}' names no tag; write {name}:TAG, or --subject to have the artifact found by what it is about.");
        List<Layer> layers = [];
        foreach (string operand in call.Arguments.Operands.Skip(2))
        {
            Layer layer = await LayerAsync(operand);
            var pushed = await SendAsync(connection, new PushBlob(new ImageReference(name), layer.Digest, layer.Size) { Credentials = credentials }, () => LocalFiles.Open(layer.Path));
            call.Console.WriteLine($"{Path.GetFileName(layer.Path)}: {(pushed.Existed ? "Already exists" : "Pushed")}");
            layers.Add(layer);
        }

        await SendAsync(connection, new PushBlob(new ImageReference(name), DigestOf(Empty), Empty.Length) { Credentials = credentials }, () => new MemoryStream(Empty));
        byte[] manifest = Manifest(call, layers, subject);
        string target = parsed.Tag is null ? $"{name}@{DigestOf(manifest)}" : name;
        var put = await connection.DemandAsync<ManifestPut>(new PutManifest(new ImageReference(target), ManifestType, Encoding.UTF8.GetString(manifest)) { Credentials = credentials });
        call.Console.WriteLine($"Digest: {put.Digest}");
        return 0;
    }

    private static async Task<Descriptor> SubjectAsync(Invocation call, EngineConnection connection, string about, ReferenceName target)
    {
        if (ReferenceName.Parse(about, out string reason) is not { } name) throw call.Arguments.Wrong("subject", $"'{about}': {reason}.");
        if (name.Repository != target.Repository) throw call.Arguments.Wrong("subject", $"it must be in the repository of the artifact, {target.FamiliarRepository}.");
        var found = await connection.DemandAsync<RegistryManifest>(new GetManifest(new ImageReference(about)) { Credentials = await RegistryVerb.CredentialsAsync(call, about) });
        return new Descriptor(found.MediaType, found.Digest, Encoding.UTF8.GetByteCount(found.Content));
    }

    // FILE or FILE:MEDIA-TYPE; a colon in a name needs a type behind it.
    private static async Task<Layer> LayerAsync(string operand)
    {
        int colon = operand.LastIndexOf(':');
        (string path, string type) = colon > 0 && operand[colon..].Contains('/') ? (operand[..colon], operand[(colon + 1)..]) : (operand, DefaultFileType);
        await using Stream file = LocalFiles.Open(path);
        byte[] hash = await SHA256.HashDataAsync(file);
        return new Layer(path, type, new Digest("sha256:" + Convert.ToHexStringLower(hash)), file.Length);
    }

    private static Task<BlobPushed> SendAsync(EngineConnection connection, PushBlob request, Func<Stream> open) =>
        Upload.SendAsync<BlobPushed>(connection, request, async stream =>
        {
            await using Stream content = open();
            await using var bytes = new Copying.EngineByteStream(stream);
            await content.CopyToAsync(bytes);
        });

    private static byte[] Manifest(Invocation call, IReadOnlyList<Layer> layers, Descriptor? subject)
    {
        var empty = new Descriptor(EmptyType, DigestOf(Empty), Empty.Length);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", 2);
            json.WriteString("mediaType", ManifestType);
            json.WriteString("artifactType", call.Arguments.Value("artifact-type") ?? DefaultArtifactType);
            json.WriteStartObject("config");
            empty.Write(json);
            json.WriteEndObject();
            json.WriteStartArray("layers");
            foreach (Layer layer in layers) WriteLayer(json, new Descriptor(layer.Type, layer.Digest, layer.Size), Path.GetFileName(layer.Path));
            if (layers.Count == 0) WriteLayer(json, empty, null);
            json.WriteEndArray();
            if (subject is not null)
            {
                json.WriteStartObject("subject");
                subject.Write(json);
                json.WriteEndObject();
            }

            Annotations(json, call.Arguments.List("annotation"));
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteLayer(Utf8JsonWriter json, Descriptor layer, string? title)
    {
        json.WriteStartObject();
        layer.Write(json);
        if (title is not null)
        {
            json.WriteStartObject("annotations");
            json.WriteString(Title, title);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Annotations(Utf8JsonWriter json, IReadOnlyList<string> pairs)
    {
        if (pairs.Count == 0) return;
        json.WriteStartObject("annotations");
        foreach (string pair in pairs)
        {
            string[] parts = pair.Split('=', 2);
            if (parts.Length < 2 || parts[0].Length == 0) throw new CommandException($"--annotation: '{pair}' is not KEY=VALUE.");
            json.WriteString(parts[0], parts[1]);
        }

        json.WriteEndObject();
    }

    private static Digest DigestOf(byte[] content) => new("sha256:" + Convert.ToHexStringLower(SHA256.HashData(content)));

    private sealed record Layer(string Path, string Type, Digest Digest, long Size);

    private sealed record Descriptor(string Type, Digest Digest, long Size)
    {
        public void Write(Utf8JsonWriter json)
        {
            json.WriteString("mediaType", Type);
            json.WriteString("digest", Digest.Value);
            json.WriteNumber("size", Size);
        }
    }
}
