using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorEngine.Contracts.Tests;

/// <summary>One golden file per message: bytes written by an earlier version stay readable for ever.</summary>
public sealed class GoldenMessageTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests/ActorEngine.Contracts.Tests/Golden");

    public static TheoryData<string> Manifests => [.. MessageRegistry.All.Select(type => type.Manifest)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void The_written_form_of_a_message_is_its_golden_file(string manifest)
    {
        var written = Indented(MessageCodec.ToBytes(Sample(manifest)));
        if (RepositoryRoot.RewriteGolden)
            File.WriteAllText(GoldenFile(manifest), written);
        Assert.Equal(File.ReadAllText(GoldenFile(manifest)), written);
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_golden_file_reads_back_with_no_field_lost(string manifest)
    {
        var golden = File.ReadAllBytes(GoldenFile(manifest));
        var read = MessageCodec.Read(manifest, golden);
        Assert.Equal(Encoding.UTF8.GetString(MessageCodec.ToBytes(Sample(manifest))), Encoding.UTF8.GetString(MessageCodec.ToBytes(read)));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Fields_of_a_newer_version_are_ignored(string manifest)
    {
        var json = JsonNode.Parse(File.ReadAllText(GoldenFile(manifest)))!.AsObject();
        json["fieldOfANewerVersion"] = new JsonObject { ["deep"] = 1 };
        var read = MessageCodec.Read(manifest, Encoding.UTF8.GetBytes(json.ToJsonString()));
        Assert.Equal(MessageCodec.ToBytes(Sample(manifest)), MessageCodec.ToBytes(read));
    }

    [Fact]
    public void There_is_no_golden_file_without_a_message() =>
        Assert.Empty(Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension).Except(MessageRegistry.All.Select(type => type.Manifest)));

    private static IMessage Sample(string manifest) => SampleMessages.Of(MessageRegistry.Find(manifest)!.Type);

    private static string GoldenFile(string manifest) => Path.Combine(Folder, manifest + ".json");

    private static string Indented(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
            document.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
