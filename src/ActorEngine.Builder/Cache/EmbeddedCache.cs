using System.Globalization;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>A step's result that an image brings along.</summary>
/// <param name="Layers">How many of the image's layers, from the lowest, make the step's file system.</param>
internal sealed record EmbeddedStep(string Key, int Layers, bool IsEmpty, DateTimeOffset Created);

/// <summary>The cache inside an image (--cache-to type=inline): keys of steps beside the layers that they made, in a member of the configuration.</summary>
internal static class EmbeddedCache
{
    private const string Member = "actorengine.buildcache.v1";

    /// <summary>Those steps whose file system is made of the image's own layers.</summary>
    /// <param name="chains">Chain ids of the image's layers, lowest first.</param>
    public static IReadOnlyList<EmbeddedStep> Of(Plan plan, IReadOnlyDictionary<int, IReadOnlyList<string>> keys, IReadOnlyDictionary<int, StepResult> results, IReadOnlyList<Digest> chains)
    {
        List<EmbeddedStep> steps = [];
        foreach (PlanStep step in plan.Steps)
        {
            if (!keys.TryGetValue(step.Id, out IReadOnlyList<string>? known)) continue;
            StepResult result = results[step.Id];
            int layers = result.Chain is { } chain ? chains.ToList().IndexOf(chain) + 1 : 0;
            if (layers == 0 && result.Chain is not null) continue;
            foreach (string key in known) steps.Add(new EmbeddedStep(key, layers, result.IsEmpty, result.Created ?? DateTimeOffset.UnixEpoch));
        }

        return steps;
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<EmbeddedStep> steps)
    {
        json.WriteStartArray(Member);
        foreach (EmbeddedStep step in steps)
        {
            json.WriteStartObject();
            json.WriteString("key", step.Key);
            json.WriteNumber("layers", step.Layers);
            if (step.IsEmpty) json.WriteBoolean("empty", true);
            json.WriteString("created", step.Created.ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What an image brings along; nothing where it has none or it makes no sense.</summary>
    /// <param name="chains">Chain ids of the image's layers, lowest first.</param>
    public static IReadOnlyList<(string Key, StepResult Result)> Read(ReadOnlyMemory<byte> configuration, IReadOnlyList<Digest> chains)
    {
        using JsonDocument document = JsonDocument.Parse(configuration);
        List<(string, StepResult)> found = [];
        if (!document.RootElement.TryGetProperty(Member, out JsonElement steps) || steps.ValueKind != JsonValueKind.Array) return found;
        foreach (JsonElement step in steps.EnumerateArray())
        {
            if (step.ValueKind != JsonValueKind.Object || !step.TryGetProperty("key", out JsonElement key) || !step.TryGetProperty("layers", out JsonElement layers)) continue;
            if (key.GetString() is not { Length: 64 } name || !layers.TryGetInt32(out int count) || count < 0 || count > chains.Count) continue;
            DateTimeOffset created = step.TryGetProperty("created", out JsonElement time) && time.TryGetDateTimeOffset(out DateTimeOffset when) ? when : DateTimeOffset.UnixEpoch;
            found.Add((name, new StepResult(count == 0 ? null : chains[count - 1], step.TryGetProperty("empty", out _), created)));
        }

        return found;
    }
}
