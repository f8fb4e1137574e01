using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>Writes the "config" object of an image configuration (image-spec config.md, and Docker's additions to it). What is empty is left out.</summary>
public static class ConfigurationMembers
{
    /// <summary>Every member that this class may write.</summary>
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Volumes", "WorkingDir", "Labels", "StopSignal", "Shell", "OnBuild", "Healthcheck",
    };

    /// <summary>The members, without the braces.</summary>
    public static void Write(Utf8JsonWriter json, ImageConfiguration c)
    {
        Text(json, "User", c.User);
        Keys(json, "ExposedPorts", c.ExposedPorts);
        Texts(json, "Env", c.Environment);
        Texts(json, "Entrypoint", c.Entrypoint);
        Texts(json, "Cmd", c.Command);
        Keys(json, "Volumes", c.Volumes);
        Text(json, "WorkingDir", c.WorkingDirectory);
        if (c.Labels.Count > 0)
        {
            json.WriteStartObject("Labels");
            foreach ((string key, string value) in c.Labels) json.WriteString(key, value);
            json.WriteEndObject();
        }

        Text(json, "StopSignal", c.StopSignal);
        Texts(json, "Shell", c.Shell);
        Texts(json, "OnBuild", c.OnBuild);
        if (c.Healthcheck is { } check) Healthcheck(json, check);
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is { Length: > 0 }) json.WriteString(name, value);
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0) ImageJson.Texts(json, name, values);
    }

    /// <summary>A set, as an object with empty objects; nothing where it is empty.</summary>
    public static void Keys(Utf8JsonWriter json, string name, IReadOnlyList<string> keys)
    {
        if (keys.Count == 0) return;
        json.WriteStartObject(name);
        foreach (string key in keys.Distinct())
        {
            json.WriteStartObject(key);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The member Healthcheck.</summary>
    public static void Healthcheck(Utf8JsonWriter json, HealthcheckSettings check)
    {
        json.WriteStartObject("Healthcheck");
        Texts(json, "Test", check.Test);
        Number(json, "Interval", check.Interval);
        Number(json, "Timeout", check.Timeout);
        Number(json, "StartPeriod", check.StartPeriod);
        Number(json, "StartInterval", check.StartInterval);
        Number(json, "Retries", check.Retries);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, long value)
    {
        if (value != 0) json.WriteNumber(name, value);
    }
}
