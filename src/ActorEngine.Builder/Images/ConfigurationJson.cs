using System.Text;
using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Builder;

/// <summary>Writes an image's configuration (image-spec config.md); the same configuration always gives the same bytes.</summary>
internal static class ConfigurationJson
{
    public static byte[] Write(ImageSpec spec, DateTimeOffset created, IReadOnlyList<Digest> diffIds, IReadOnlyList<EmbeddedStep>? embedded = null) => ImageJson.Write(json =>
    {
        json.WriteString("created", ImageJson.Time(created));
        if (spec.Author is not null) json.WriteString("author", spec.Author);
        json.WriteString("architecture", spec.Architecture);
        if (spec.Variant is not null) json.WriteString("variant", spec.Variant);
        json.WriteString("os", spec.Os);
        json.WriteStartObject("config");
        Settings(json, spec);
        json.WriteEndObject();
        json.WriteStartObject("rootfs");
        json.WriteString("type", "layers");
        ImageJson.Texts(json, "diff_ids", [.. diffIds.Select(id => id.Value)]);
        json.WriteEndObject();
        json.WriteStartArray("history");
        foreach (HistoryEntry entry in spec.History) History(json, entry, created);
        json.WriteEndArray();
        if (embedded is { Count: > 0 }) EmbeddedCache.Write(json, embedded);
    });

    /// <summary>A JSON array on one line.</summary>
    public static string Array(IReadOnlyList<string> words) => Encoding.UTF8.GetString(ImageJson.WriteArray(json =>
    {
        foreach (string word in words) json.WriteStringValue(word);
    }));

    private static void Settings(Utf8JsonWriter json, ImageSpec spec)
    {
        if (spec.User.Length > 0) json.WriteString("User", spec.User);
        ConfigurationMembers.Keys(json, "ExposedPorts", spec.ExposedPorts);
        if (spec.Environment.Count > 0) ImageJson.Texts(json, "Env", spec.Environment);
        if (spec.Entrypoint is not null) ImageJson.Texts(json, "Entrypoint", spec.Entrypoint);
        if (spec.Command is not null) ImageJson.Texts(json, "Cmd", spec.Command);
        if (spec.Healthcheck is { } check) ConfigurationMembers.Healthcheck(json, check);
        ConfigurationMembers.Keys(json, "Volumes", spec.Volumes);
        if (spec.WorkingDirectory.Length > 0) json.WriteString("WorkingDir", spec.WorkingDirectory);
        if (spec.OnBuild.Count > 0) ImageJson.Texts(json, "OnBuild", spec.OnBuild);
        if (spec.Labels.Count > 0)
        {
            json.WriteStartObject("Labels");
            foreach ((string name, string value) in spec.Labels) json.WriteString(name, value);
            json.WriteEndObject();
        }

        if (spec.StopSignal is not null) json.WriteString("StopSignal", spec.StopSignal);
        if (spec.Shell.Count > 0) ImageJson.Texts(json, "Shell", spec.Shell);
    }

    private static void History(Utf8JsonWriter json, HistoryEntry entry, DateTimeOffset created)
    {
        json.WriteStartObject();
        json.WriteString("created", ImageJson.Time(entry.Created ?? created));
        if (entry.Author is not null) json.WriteString("author", entry.Author);
        json.WriteString("created_by", entry.CreatedBy);
        if (entry.Comment is not null) json.WriteString("comment", entry.Comment);
        if (entry.IsEmptyLayer) json.WriteBoolean("empty_layer", true);
        json.WriteEndObject();
    }
}
