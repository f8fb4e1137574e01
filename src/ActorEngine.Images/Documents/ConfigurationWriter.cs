using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Writes the "config" object of an image configuration (image-spec config.md, and Docker's additions to it).</summary>
internal static class ConfigurationWriter
{
    /// <summary>Every member that this class may write.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal)
    {
        "User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Volumes", "WorkingDir", "Labels", "StopSignal", "Shell", "OnBuild", "Healthcheck",
    };

    /// <summary>The members, without the braces.</summary>
    public static void Members(Utf8JsonWriter json, ImageConfiguration c)
    {
        if (c.User is not null) json.WriteString("User", c.User);
        Keys(json, "ExposedPorts", c.ExposedPorts);
        Texts(json, "Env", c.Environment);
        Texts(json, "Entrypoint", c.Entrypoint);
        Texts(json, "Cmd", c.Command);
        Keys(json, "Volumes", c.Volumes);
        if (c.WorkingDirectory is not null) json.WriteString("WorkingDir", c.WorkingDirectory);
        if (c.Labels.Count > 0)
        {
            json.WriteStartObject("Labels");
            foreach ((string key, string value) in c.Labels) json.WriteString(key, value);
            json.WriteEndObject();
        }

        if (c.StopSignal is not null) json.WriteString("StopSignal", c.StopSignal);
        Texts(json, "Shell", c.Shell);
        Texts(json, "OnBuild", c.OnBuild);
        if (c.Healthcheck is { } check) Healthcheck(json, check);
    }

    public static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return;
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Keys(Utf8JsonWriter json, string name, IReadOnlyList<string> keys)
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

    private static void Healthcheck(Utf8JsonWriter json, HealthcheckSettings check)
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
