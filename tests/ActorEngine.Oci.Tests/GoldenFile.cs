using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorEngine.Oci.Tests;

/// <summary>Compares with a file under Golden/; ACTORENGINE_GOLDEN=write rewrites it instead.</summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Check(string name, byte[] json)
    {
        string path = Path.Combine(Folder(), name + ".json");
        string actual = JsonNode.Parse(json)!.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("ACTORENGINE_GOLDEN") == "write") File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Folder([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "Golden");
}
