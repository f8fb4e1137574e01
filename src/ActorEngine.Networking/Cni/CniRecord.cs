using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorEngine.Networking;

/// <summary>A link that plugins were asked to add: all that its deletion needs, also when the network or the daemon is another one by then.</summary>
/// <param name="Result">The chain's; null while it is being added.</param>
internal sealed record CniRecord(string List, CniSubject Subject, IReadOnlyList<JsonObject> Ports, JsonNode? Result)
{
    public static CniRecord? Read(string directory, CniSubject subject) => Read(PathOf(directory, subject));

    public static IEnumerable<CniRecord> All(string directory) =>
        Directory.Exists(directory) ? [.. Directory.EnumerateFiles(directory, "*.json").Select(Read).OfType<CniRecord>()] : [];

    public void Write(string directory)
    {
        var document = new JsonObject
        {
            ["list"] = List, ["container"] = Subject.Container, ["namespace"] = Subject.NamespacePath, ["interface"] = Subject.Interface,
            ["ports"] = new JsonArray([.. Ports.Select(port => port.DeepClone())]), ["result"] = Result?.DeepClone(),
        };
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string path = PathOf(directory, Subject);
        File.WriteAllText(path + ".tmp", document.ToJsonString());
        File.Move(path + ".tmp", path, overwrite: true);
    }

    public void Remove(string directory) => File.Delete(PathOf(directory, Subject));

    private static CniRecord? Read(string path)
    {
        try
        {
            if (!File.Exists(path) || JsonNode.Parse(File.ReadAllText(path)) is not JsonObject document) return null;
            var subject = new CniSubject(CniResult.Text(document["container"]), CniResult.Text(document["namespace"]), CniResult.Text(document["interface"]));
            JsonObject[] ports = [.. (document["ports"] as JsonArray ?? []).OfType<JsonObject>().Select(port => (JsonObject)port.DeepClone())];
            return new CniRecord(CniResult.Text(document["list"]), subject, ports, document["result"]?.DeepClone());
        }
        catch (JsonException)
        {
            // It was being written when the host went down: nothing was added yet.
            return null;
        }
    }

    private static string PathOf(string directory, CniSubject subject) => Path.Combine(directory, $"{subject.Container}-{subject.Interface}.json");
}
