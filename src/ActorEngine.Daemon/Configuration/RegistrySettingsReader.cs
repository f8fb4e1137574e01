using ActorEngine.Contracts;
using ActorEngine.Registry;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace ActorEngine.Daemon;

/// <summary>Maps the section <c>registries</c>.</summary>
internal static class RegistrySettingsReader
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1), Second = TimeSpan.FromSeconds(1), Hour = TimeSpan.FromHours(1);
    private static readonly string[] Keys = ["insecure", "authorities", "certificate", "key", "mirrors"];

    public static RegistrySettings Read(SettingsReader from, Config config, EngineOptions options)
    {
        string registry = from.Text("registries.default");
        if (!IsRegistry(registry)) from.Complain("registries.default", registry, "HOST or HOST:PORT, such as registry.example:5000");
        return new RegistrySettings
        {
            StateDirectory = options.StateDirectory,
            DefaultRegistry = registry,
            Hosts = ReadHosts(from, config),
            MaxJobs = from.Number("registries.jobs", 1, 10_000),
            ParallelUploads = from.Number("registries.parallel-uploads", 1, 64),
            UploadChunkBytes = from.Bytes("registries.upload-chunk", 64 << 10),
            MaxDocumentBytes = (int)Math.Min(from.Bytes("registries.max-document-size", 64 << 10), 256 << 20),
            ConnectTimeout = from.Duration("registries.connect-timeout", Millisecond, Hour),
            Silence = from.Duration("registries.silence", Millisecond, Hour),
            Retry = new RetrySettings
            {
                Attempts = from.Number("registries.retry.attempts", 1, 100),
                First = from.Duration("registries.retry.first", Millisecond, Hour),
                Longest = from.Duration("registries.retry.longest", Second, Hour),
                LongestRetryAfter = from.Duration("registries.retry.longest-retry-after", TimeSpan.Zero, TimeSpan.FromDays(1)),
            },
        };
    }

    private static Dictionary<string, RegistryHostSettings> ReadHosts(SettingsReader from, Config config)
    {
        var hosts = new Dictionary<string, RegistryHostSettings>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in config.GetConfig($"{ConfigurationFiles.Section}.registries.hosts") is { } section ? section.AsEnumerable() : [])
        {
            string path = $"registries.hosts.\"{name}\"";
            IDictionary<string, HoconValue> entry = value.IsObject() ? value.GetObject().Items : new Dictionary<string, HoconValue>();
            if (!IsRegistry(name)) from.Complain(path, name, "named by HOST or HOST:PORT, in quotes");
            foreach (string key in entry.Keys.Where(key => !Keys.Contains(key))) from.Complain($"{path}.{key}", key, $"one of {string.Join(", ", Keys)}");
            var mirrors = entry.TryGetValue("mirrors", out var list) && list.IsArray() ? list.GetStringList() : [];
            foreach (string mirror in mirrors.Where(mirror => !IsRegistry(mirror))) from.Complain($"{path}.mirrors", mirror, "HOST or HOST:PORT of a registry");
            hosts[name] = new RegistryHostSettings
            {
                Insecure = entry.TryGetValue("insecure", out var insecure) && insecure.GetBoolean(),
                Authorities = FileOf(from, path, entry, "authorities"),
                Certificate = FileOf(from, path, entry, "certificate"),
                Key = FileOf(from, path, entry, "key"),
                Mirrors = [.. mirrors],
            };
        }

        return hosts;
    }

    private static string? FileOf(SettingsReader from, string path, IDictionary<string, HoconValue> entry, string key)
    {
        if (!entry.TryGetValue(key, out var value) || value.GetString() is not { Length: > 0 } file) return null;
        if (!File.Exists(file)) from.Complain($"{path}.{key}", file, "the path of a PEM file that exists");
        return file;
    }

    private static bool IsRegistry(string name) =>
        (name.Contains('.') || name.Contains(':') || name == "localhost") && ReferenceName.Parse($"{name}/x", out _)?.Domain == name;
}
