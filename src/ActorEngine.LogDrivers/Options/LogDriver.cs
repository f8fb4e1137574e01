namespace ActorEngine.LogDrivers;

/// <summary>The names of the drivers.</summary>
public static class LogDriver
{
    /// <summary>The shim's own files and nothing else.</summary>
    public const string Local = "local";

    /// <summary>Docker's JSON files.</summary>
    public const string JsonFile = "json-file";

    /// <summary>Nothing is kept but what attached clients need.</summary>
    public const string None = "none";

    public const string Journald = "journald";
    public const string Syslog = "syslog";
    public const string Otlp = "otlp";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [JsonFile, Local, Journald, Syslog, Otlp, None];

    /// <summary>True where the daemon hands the log over to somebody; else the shim's files are all there is.</summary>
    public static bool Forwards(string driver) => driver is JsonFile or Journald or Syslog or Otlp;
}
