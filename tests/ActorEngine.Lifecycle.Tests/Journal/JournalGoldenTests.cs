using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>One golden file per journal record: what an earlier version wrote stays readable for ever.</summary>
public sealed class JournalGoldenTests
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "tests/ActorEngine.Lifecycle.Tests/Journal/Golden");

    public static TheoryData<string> Manifests => [.. LifecycleJournal.Types.Select(type => type.Manifest)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void The_written_form_of_a_record_is_its_golden_file(string manifest)
    {
        string written = Write(manifest, JournalSamples.Of(manifest));
        if (Checkout.RewriteGolden) File.WriteAllText(FileOf(manifest), written);
        Assert.Equal(File.ReadAllText(FileOf(manifest)), written);
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_golden_file_reads_back_with_no_field_lost(string manifest) =>
        Assert.Equal(Write(manifest, JournalSamples.Of(manifest)), Write(manifest, Read(manifest, File.ReadAllText(FileOf(manifest)))));

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Fields_of_a_newer_version_are_ignored(string manifest)
    {
        JsonObject json = JsonNode.Parse(File.ReadAllText(FileOf(manifest)))!.AsObject();
        json["fieldOfANewerVersion"] = new JsonObject { ["deep"] = 1 };
        Assert.Equal(Write(manifest, JournalSamples.Of(manifest)), Write(manifest, Read(manifest, json.ToJsonString())));
    }

    [Fact]
    public void There_is_no_golden_file_without_a_record() =>
        Assert.Empty(Directory.GetFiles(Folder).Except(LifecycleJournal.Types.Select(type => FileOf(type.Manifest))));

    [Fact]
    public void Every_event_of_a_container_and_of_the_index_is_registered()
    {
        Type[] events = [.. typeof(IContainerEvent).Assembly.GetTypes().Where(type =>
            type.IsClass && (type.IsAssignableTo(typeof(IContainerEvent)) || type.IsAssignableTo(typeof(IIndexEvent))))];
        Assert.Empty(events.Except(LifecycleJournal.Types.Select(type => type.Type)));
    }

    private static string FileOf(string manifest) => Path.Combine(Folder, manifest.Replace("lifecycle.", "").Replace('/', '-') + ".json");

    private static MessageType Type(string manifest) => LifecycleJournal.Types.Single(type => type.Manifest == manifest);

    private static string Write(string manifest, object record)
    {
        using JsonDocument document = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(record, Type(manifest).Json));
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true })) document.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static object Read(string manifest, string json) => JsonSerializer.Deserialize(json, Type(manifest).Json)!;
}
