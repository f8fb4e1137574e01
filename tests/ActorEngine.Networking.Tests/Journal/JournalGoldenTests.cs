using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Networking.Tests;

/// <summary>One golden file per journal record: what an earlier version wrote stays readable for ever.</summary>
public sealed class JournalGoldenTests
{
    private static readonly NetworkRecord Front = Samples.Network("front", "10.5.0.0/24", 'a') with
    {
        Range = "10.5.0.128/25", Internal = true, Apart = true, Unmasked = true, HostAddress = "127.0.0.1",
        Labels = new Dictionary<string, string> { ["team"] = "stage" }, Options = new Dictionary<string, string> { ["com.docker.network.driver.mtu"] = "1400" },
    };

    private static readonly Attachment Web = Samples.Attachment('1', Front, "10.5.0.2", new PublishedPort("0.0.0.0", 8080, 80, "tcp")) with { Servers = ["9.9.9.9"] };

    private static readonly Membership Member = new(Samples.Container('1'))
    {
        Connected = [new ConnectedNetwork(Front.Id, new EndpointSettings { Address = "10.5.0.9", MacAddress = "02:42:0a:05:00:09", Aliases = ["www"] })],
        Disconnected = [new NetworkId(new string('b', 64))],
    };

    private static readonly Dictionary<Type, object> Records = new object[]
    {
        new NetworkMadeEvent(Front), new NetworkRemovedEvent(Front.Id), new AttachedEvent(Web), new DetachedEvent(Web.Container),
        new MembershipEvent(Member), new ForgottenEvent(Web.Container), new NetworksSnapshot([Front], [Web], [Member]),
    }.ToDictionary(record => record.GetType());

    public static TheoryData<string> Manifests => [.. NetworksJournal.Types.Select(type => type.Manifest)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void The_written_form_of_a_record_is_its_golden_file_and_reads_back(string manifest)
    {
        MessageType type = NetworksJournal.Types.Single(known => known.Manifest == manifest);
        string file = Path.Combine(Folder(), manifest.Replace("networks.", "").Replace('/', '-') + ".json"), written = Write(type, Records[type.Type]);
        if (Environment.GetEnvironmentVariable("ACTORENGINE_GOLDEN") == "write") File.WriteAllText(file, written);
        Assert.Equal(File.ReadAllText(file), written);
        Assert.Equal(written, Write(type, JsonSerializer.Deserialize(File.ReadAllText(file), type.Json)!));
    }

    [Fact]
    public void Every_event_is_registered() => Assert.Empty(typeof(INetworkEvent).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(INetworkEvent))).Except(NetworksJournal.Types.Select(type => type.Type)));

    private static string Write(MessageType type, object record)
    {
        using JsonDocument document = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(record, type.Json));
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true })) document.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static string Folder([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "Golden");
}
