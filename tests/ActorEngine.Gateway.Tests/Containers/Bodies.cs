using System.Text;
using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Containers;
using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Tests.Containers;

/// <summary>Bodies of requests as clients write them.</summary>
internal static class Bodies
{
    public static ContainerBody Read(string json) => JsonSerializer.Deserialize(json, ContainerJson.Default.ContainerBody)!;

    public static ContainerSettings Settings(string json, string version = "1.52") => ContainerMapping.ToSettings(Read(json), Version(version));

    public static ContainerSettings Host(string hostConfig, string version = "1.52") => Settings($$"""{"Image":"busybox","HostConfig":{{hostConfig}}}""", version);

    public static (int Status, string Message) Refused(string json, string version = "1.52")
    {
        var error = Assert.Throws<ApiException>(() => Settings(json, version));
        return (error.Status, error.Message);
    }

    public static ApiVersion Version(string text) => ApiVersion.TryParse(text, out var version) ? version : throw new FormatException(text);

    public static string Indented(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Pretty).ReplaceLineEndings("\n") + "\n";
    }

    public static string Indented(string json) => Indented(Encoding.UTF8.GetBytes(json));

    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
