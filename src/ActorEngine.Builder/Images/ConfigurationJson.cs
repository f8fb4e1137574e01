using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>Writes an image's configuration (image-spec config.md); the same configuration always gives the same bytes.</summary>
internal static class ConfigurationJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(ImageSpec spec, DateTimeOffset created, IReadOnlyList<Digest> diffIds, IReadOnlyList<EmbeddedStep>? embedded = null) => Write(json =>
    {
        json.WriteString("created", Time(created));
        if (spec.Author is not null) json.WriteString("author", spec.Author);
        json.WriteString("architecture", spec.Architecture);
        if (spec.Variant is not null) json.WriteString("variant", spec.Variant);
        json.WriteString("os", spec.Os);
        json.WriteStartObject("config");
        Settings(json, spec);
        json.WriteEndObject();
        json.WriteStartObject("rootfs");
        json.WriteString("type", "layers");
        Texts(json, "diff_ids", [.. diffIds.Select(id => id.Value)]);
        json.WriteEndObject();
        json.WriteStartArray("history");
        foreach (HistoryEntry entry in spec.History) History(json, entry, created);
        json.WriteEndArray();
        if (embedded is { Count: > 0 }) EmbeddedCache.Write(json, embedded);
    });

    /// <summary>A JSON array on one line.</summary>
    public static string Array(IReadOnlyList<string> words)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            foreach (string word in words) json.WriteStringValue(word);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Settings(Utf8JsonWriter json, ImageSpec spec)
    {
        if (spec.User.Length > 0) json.WriteString("User", spec.User);
        Keys(json, "ExposedPorts", spec.ExposedPorts);
        if (spec.Environment.Count > 0) Texts(json, "Env", spec.Environment);
        if (spec.Entrypoint is not null) Texts(json, "Entrypoint", spec.Entrypoint);
        if (spec.Command is not null) Texts(json, "Cmd", spec.Command);
        if (spec.Healthcheck is { } check) Health(json, check);
        Keys(json, "Volumes", spec.Volumes);
        if (spec.WorkingDirectory.Length > 0) json.WriteString("WorkingDir", spec.WorkingDirectory);
        if (spec.OnBuild.Count > 0) Texts(json, "OnBuild", spec.OnBuild);
        if (spec.Labels.Count > 0)
        {
            json.WriteStartObject("Labels");
            foreach ((string name, string value) in spec.Labels) json.WriteString(name, value);
            json.WriteEndObject();
        }

        if (spec.StopSignal is not null) json.WriteString("StopSignal", spec.StopSignal);
        if (spec.Shell.Count > 0) Texts(json, "Shell", spec.Shell);
    }

    private static void Health(Utf8JsonWriter json, HealthcheckSettings check)
    {
        json.WriteStartObject("Healthcheck");
        Texts(json, "Test", check.Test);
        if (check.Interval != 0) json.WriteNumber("Interval", check.Interval);
        if (check.Timeout != 0) json.WriteNumber("Timeout", check.Timeout);
        if (check.StartPeriod != 0) json.WriteNumber("StartPeriod", check.StartPeriod);
        if (check.StartInterval != 0) json.WriteNumber("StartInterval", check.StartInterval);
        if (check.Retries != 0) json.WriteNumber("Retries", check.Retries);
        json.WriteEndObject();
    }

    private static void History(Utf8JsonWriter json, HistoryEntry entry, DateTimeOffset created)
    {
        json.WriteStartObject();
        json.WriteString("created", Time(entry.Created ?? created));
        if (entry.Author is not null) json.WriteString("author", entry.Author);
        json.WriteString("created_by", entry.CreatedBy);
        if (entry.Comment is not null) json.WriteString("comment", entry.Comment);
        if (entry.IsEmptyLayer) json.WriteBoolean("empty_layer", true);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Keys(Utf8JsonWriter json, string name, IReadOnlyList<string> keys)
    {
        if (keys.Count == 0) return;
        json.WriteStartObject(name);
        foreach (string key in keys)
        {
            json.WriteStartObject(key);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static byte[] Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
