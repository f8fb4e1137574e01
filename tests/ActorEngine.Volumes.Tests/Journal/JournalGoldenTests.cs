using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Volumes.Tests;

/// <summary>One golden file per journal record: what an earlier version wrote stays readable for ever.</summary>
public sealed class JournalGoldenTests
{
    private static readonly VolumeRecord Data = new(Samples.Name("data"))
    {
        Driver = "cloud", Options = new Dictionary<string, string> { ["tier"] = "gold" }, Labels = new Dictionary<string, string> { ["team"] = "stage" },
        CreatedAt = Samples.Time, Anonymous = true, Scope = "global",
    };

    private static readonly Claim Held = new(Samples.Container('1'))
    {
        AutoRemove = true,
        Mounts =
        [
            new ClaimedMount(Samples.Volume("data", "/data") with
            {
                ReadOnly = true, SubPath = "inner", NoCopy = true, VolumeDriver = "cloud",
                VolumeOptions = new Dictionary<string, string> { ["tier"] = "gold" }, VolumeLabels = new Dictionary<string, string> { ["team"] = "stage" },
            })
            { Anonymous = true },
            new ClaimedMount(new MountSettings(MountKind.Bind, "/host") { Source = "/srv", ReadOnly = true, ReadOnlyReach = ReadOnlyReach.AllMounts, Propagation = "rslave" }),
            new ClaimedMount(new MountSettings(MountKind.Image, "/image") { Source = "busybox" }) { Image = new Digest("sha256:" + new string('a', 64)), Chain = new Digest("sha256:" + new string('b', 64)) },
        ],
    };

    private static readonly Use InUse = new(Samples.Container('1').Value, Samples.Container('1'), 2, [Data.Name]);

    private static readonly Dictionary<Type, object> Records = new object[]
    {
        new VolumeMadeEvent(Data), new VolumeRemovedEvent(Data.Name), new ClaimedEvent(Held), new ReleasedEvent(Held.Container),
        new UsedEvent(InUse), new UnusedEvent(InUse.Key), new VolumesSnapshot([Data], [Held], [InUse]),
    }.ToDictionary(record => record.GetType());

    public static TheoryData<string> Manifests => [.. VolumesJournal.Types.Select(type => type.Manifest)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void The_written_form_of_a_record_is_its_golden_file_and_reads_back(string manifest)
    {
        MessageType type = VolumesJournal.Types.Single(known => known.Manifest == manifest);
        string file = Path.Combine(Folder(), manifest.Replace("volumes.", "").Replace('/', '-') + ".json"), written = Write(type, Records[type.Type]);
        if (Environment.GetEnvironmentVariable("ACTORENGINE_GOLDEN") == "write") File.WriteAllText(file, written);
        Assert.Equal(File.ReadAllText(file), written);
        Assert.Equal(written, Write(type, JsonSerializer.Deserialize(File.ReadAllText(file), type.Json)!));
    }

    [Fact]
    public void Every_event_is_registered() => Assert.Empty(typeof(IVolumeEvent).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IVolumeEvent))).Except(VolumesJournal.Types.Select(type => type.Type)));

    private static string Write(MessageType type, object record)
    {
        using JsonDocument document = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(record, type.Json));
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true })) document.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static string Folder([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "Golden");
}
