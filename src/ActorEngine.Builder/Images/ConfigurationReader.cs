using System.Globalization;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>Reads an image's configuration; what is absent or of another type reads as empty.</summary>
internal static class ConfigurationReader
{
    public static ImageSpec Read(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        JsonElement? config = Member(root, "config", JsonValueKind.Object);
        return new ImageSpec
        {
            Architecture = Text(root, "architecture") ?? "",
            Os = Text(root, "os") ?? "linux",
            Variant = Text(root, "variant"),
            Author = Text(root, "author"),
            User = Text(config, "User") ?? "",
            WorkingDirectory = Text(config, "WorkingDir") ?? "",
            StopSignal = Text(config, "StopSignal"),
            Environment = Texts(config, "Env") ?? [],
            Entrypoint = Texts(config, "Entrypoint"),
            Command = Texts(config, "Cmd"),
            ExposedPorts = Keys(config, "ExposedPorts"),
            Volumes = Keys(config, "Volumes"),
            Shell = Texts(config, "Shell") ?? [],
            OnBuild = Texts(config, "OnBuild") ?? [],
            Labels = Pairs(config, "Labels"),
            Healthcheck = Health(Member(config, "Healthcheck", JsonValueKind.Object)),
            History = History(Member(root, "history", JsonValueKind.Array)),
        };
    }

    private static HealthcheckSettings? Health(JsonElement? check) => Texts(check, "Test") is not { Count: > 0 } test ? null : new HealthcheckSettings
    {
        Test = test,
        Interval = Number(check, "Interval"),
        Timeout = Number(check, "Timeout"),
        StartPeriod = Number(check, "StartPeriod"),
        StartInterval = Number(check, "StartInterval"),
        Retries = (int)Number(check, "Retries"),
    };

    private static List<HistoryEntry> History(JsonElement? entries)
    {
        List<HistoryEntry> history = [];
        if (entries is not { } array) return history;
        foreach (JsonElement entry in array.EnumerateArray())
        {
            DateTimeOffset? created = DateTimeOffset.TryParse(Text(entry, "created"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
            history.Add(new HistoryEntry(Text(entry, "created_by") ?? "", created)
            {
                Comment = Text(entry, "comment"),
                Author = Text(entry, "author"),
                IsEmptyLayer = entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("empty_layer", out JsonElement empty) && empty.ValueKind == JsonValueKind.True,
            });
        }

        return history;
    }

    private static JsonElement? Member(JsonElement? element, string name, JsonValueKind kind) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out JsonElement member) && member.ValueKind == kind ? member : null;

    private static string? Text(JsonElement? element, string name) => Member(element, name, JsonValueKind.String)?.GetString() is { Length: > 0 } text ? text : null;

    private static long Number(JsonElement? element, string name) => Member(element, name, JsonValueKind.Number) is { } number && number.TryGetInt64(out long value) ? value : 0;

    private static IReadOnlyList<string>? Texts(JsonElement? element, string name) => Member(element, name, JsonValueKind.Array) is not { } array ? null
        : [.. array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    private static IReadOnlyList<string> Keys(JsonElement? element, string name) => Member(element, name, JsonValueKind.Object) is not { } keys ? []
        : [.. keys.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)];

    private static SortedDictionary<string, string> Pairs(JsonElement? element, string name)
    {
        SortedDictionary<string, string> pairs = new(StringComparer.Ordinal);
        if (Member(element, name, JsonValueKind.Object) is not { } members) return pairs;
        foreach (JsonProperty property in members.EnumerateObject())
            if (property.Value.ValueKind == JsonValueKind.String) pairs[property.Name] = property.Value.GetString()!;
        return pairs;
    }
}
