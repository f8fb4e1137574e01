using ActorEngine.Builder;
using ActorEngine.Events;
using ActorEngine.Images;
using ActorEngine.Lifecycle;
using ActorEngine.Oci;
using ActorEngine.Stats;
using ActorEngine.Volumes;
using Akka.Configuration;

namespace ActorEngine.Daemon;

/// <summary>Maps the configuration to the settings of each part.</summary>
internal static class EngineSettingsReader
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1), Second = TimeSpan.FromSeconds(1), Hour = TimeSpan.FromHours(1);

    /// <exception cref="StartException">Settings are wrong; the message names all of them.</exception>
    public static (EngineSettings Settings, Config Config) Load(EngineOptions options)
    {
        var reference = ConfigurationFiles.Reference();
        var given = ConfigurationFiles.Operator(options.ConfigDirectory);
        var config = given is null ? reference : given.WithFallback(reference);
        var reader = new SettingsReader(config);
        var settings = Read(reader, config, options);
        List<string> errors = [.. given is null ? [] : UnknownSettings.Find(given, reference), .. reader.Errors];
        return errors.Count == 0
            ? (settings, config)
            : throw new StartException($"The configuration in {options.ConfigDirectory} is wrong:\n  " + string.Join("\n  ", errors));
    }

    private static EngineSettings Read(SettingsReader from, Config config, EngineOptions options) => new()
    {
        LogLevel = from.Choice("log-level", "DEBUG", "INFO", "WARNING", "ERROR", "OFF"),
        Group = from.Text("group"),
        Lifecycle = ReadLifecycle(from, options),
        Bundles = ReadBundles(from),
        Runtimes = new RuntimeSettings
        {
            Default = from.Text("runtimes.default"),
            ProbeTimeout = from.Duration("runtimes.probe-timeout", Millisecond, Hour),
            Runtimes = ReadRuntimes(from, config),
            StateRoot = Path.Combine(options.RunDirectory, "runtimes"),
            CacheDirectory = Path.Combine(options.StateDirectory, "runtimes"),
        },
        Images = new ImageStoreSettings
        {
            StateDirectory = options.StateDirectory,
            DefaultRegistry = from.Text("registries.default"),
            MaxRunningLayers = from.Number("registries.parallel-downloads", 1, 64),
            MaxRunningJobs = from.Number("images.parallel-imports", 1, 64),
            MaxWaitingJobs = from.Number("images.waiting-imports", 0, 100_000),
            Limits = new ArchiveLimits
            {
                MaxEntries = from.Count("images.max-entries", 1, long.MaxValue),
                MaxLayerBytes = from.Bytes("images.max-layer-size", 1),
                MaxArchiveBytes = from.Bytes("images.max-archive-size", 1),
            },
        },
        Builder = new BuilderSettings
        {
            StateDirectory = options.StateDirectory,
            RunDirectory = options.RunDirectory,
            MaxBuilds = from.Number("build.parallel-builds", 1, 1024),
            ParallelSteps = from.Number("build.parallel-steps", 1, 256),
            MaxCached = from.Number("build.cached-steps", 16, 1_000_000),
            MaxContextBytes = from.Bytes("build.max-context-size", 1),
        },
        Networks = NetworkSettingsReader.Read(from, config, options),
        Volumes = new VolumeSettings
        {
            StateDirectory = options.StateDirectory,
            PluginDirectories = [.. config.GetStringList($"{ConfigurationFiles.Section}.volumes.plugin-directories")],
            PluginTimeout = from.Duration("volumes.plugin-timeout", Millisecond, Hour),
            MountTimeout = from.Duration("volumes.mount-timeout", Millisecond, Hour),
            MaximumVolumes = from.Number("volumes.volumes", 1, 10_000_000),
        },
        Logs = LogSettingsReader.Read(from, config),
        SweepInterval = from.Duration("images.sweep-interval", Second, TimeSpan.FromDays(365)),
        Registries = RegistrySettingsReader.Read(from, config, options),
        Events = new EventSettings
        {
            Keep = from.Number("events.keep", 100, 10_000_000),
            Tail = from.Number("events.tail", 16, 100_000),
        },
        Remote = RemoteSettingsReader.Read(from, config),
        Gateway = GatewaySettingsReader.Read(from, config, options),
        Stats = new StatsSettings
        {
            Freshness = from.Duration("stats.freshness", Millisecond, Hour),
            IdleInterval = from.Duration("stats.idle-interval", Second, Hour),
        },
    };

    private static LifecycleSettings ReadLifecycle(SettingsReader from, EngineOptions options) => new()
    {
        StateDirectory = options.StateDirectory,
        RunDirectory = options.RunDirectory,
        ShimPath = from.TextOrNull("shim") ?? Path.Combine(AppContext.BaseDirectory, "actor-shim"),
        DefaultNetwork = NetworkSettingsReader.Default(from),
        Backoff = new BackoffSettings
        {
            First = from.Duration("restart-backoff.first", Millisecond, Hour),
            Longest = from.Duration("restart-backoff.longest", Millisecond, TimeSpan.FromDays(1)),
            ResetAfter = from.Duration("restart-backoff.reset-after", Millisecond, TimeSpan.FromDays(1)),
        },
        LogFileSize = from.Bytes("containers.log-file-size", 0),
        LogFileCount = from.Number("containers.log-files", 1, 10_000),
        StopSignal = from.Text("containers.stop-signal"),
        StopTimeoutSeconds = (int)from.Duration("containers.stop-timeout", TimeSpan.Zero, TimeSpan.FromDays(365)).TotalSeconds,
        StartTimeout = from.Duration("containers.start-timeout", Second, Hour),
        OperationTimeout = from.Duration("containers.operation-timeout", Second, Hour),
        AttachTimeout = from.Duration("containers.attach-timeout", Second, Hour),
        SignalTimeout = from.Duration("containers.signal-timeout", Millisecond, Hour),
        RecoveryPatience = from.Duration("containers.recovery-patience", TimeSpan.Zero, Hour),
        ParallelRecoveries = from.Number("containers.parallel-recoveries", 1, 1024),
        MaximumWaiting = from.Number("containers.waiting-commands", 1, 100_000),
        MaximumExecs = from.Number("containers.execs", 1, 100_000),
    };

    private static BundleDefaults ReadBundles(SettingsReader from) => new()
    {
        CgroupParent = from.Text("containers.cgroup-parent"),
        ShmSize = from.Bytes("containers.shm-size", 1),
        Seccomp = ReadSeccomp(from),
        UserMapping = UserMappingReader.Read(from),
        RealtimeRuntime = from.Count("containers.realtime-runtime", 0, 1_000_000),
        RealtimePeriod = from.Count("containers.realtime-period", 1000, 10_000_000),
        Init = from.Flag("containers.init"),
        InitPath = from.TextOrNull("containers.init-path"),
        NoNewPrivileges = from.Flag("containers.no-new-privileges"),
        CgroupNamespace = from.Choice("containers.cgroup-namespace", "", "private", "host") is { Length: > 0 } mode ? mode : null,
    };

    private static string ReadSeccomp(SettingsReader from)
    {
        string text = from.Text("containers.seccomp");
        if (text is "builtin" or "native" or "unconfined") return text;
        if (File.Exists(text)) return File.ReadAllText(text);
        from.Complain("containers.seccomp", text, "builtin, native, unconfined, or the path of a profile that exists");
        return "builtin";
    }

    private static IReadOnlyList<RuntimeDefinition> ReadRuntimes(SettingsReader from, Config config)
    {
        var named = config.GetConfig("actorengine.runtimes.named");
        if (named is null) return [];
        var runtimes = new List<RuntimeDefinition>();
        foreach (var (name, value) in named.AsEnumerable())
        {
            var entry = value.IsObject() ? value.GetObject().Items : [];
            if (!entry.TryGetValue("path", out var path))
                from.Complain($"runtimes.named.{name}", value.ToString() ?? "", "an object with a path");
            else
                runtimes.Add(new RuntimeDefinition(name, path.GetString()) { Arguments = entry.TryGetValue("arguments", out var list) ? [.. list.GetStringList()] : [] });
        }

        return runtimes;
    }
}
