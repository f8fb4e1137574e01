using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Journal;
using Akka.Util.Reflection;

namespace Akka.Persistence;

/// <summary>The journals and snapshot stores of one actor system, started when first asked for.</summary>
public class PersistenceExtension : IExtension
{
    private const string NoSnapshotStore = "akka.persistence.no-snapshot-store";
    private const string JournalFallback = "akka.persistence.journal-plugin-fallback";
    private const string SnapshotStoreFallback = "akka.persistence.snapshot-store-plugin-fallback";

    private readonly ConcurrentDictionary<string, Lazy<PluginHolder>> _plugins = new();
    private readonly ConcurrentDictionary<string, (Config Config, EventAdapters Adapters)> _settings = new();
    private readonly ExtendedActorSystem _system;
    private readonly Config _config;
    private readonly Lazy<string> _defaultJournal;
    private readonly Lazy<string> _defaultSnapshotStore;
    private readonly Lazy<IStashOverflowStrategy> _overflowStrategy;

    public PersistenceExtension(ExtendedActorSystem system)
    {
        _system = system;
        system.Settings.InjectTopLevelFallback(Persistence.DefaultConfig());
        _config = system.Settings.Config.GetConfig("akka.persistence");
        if (_config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<PersistenceExtension>("akka.persistence");
        Settings = new PersistenceSettings(system, _config);
        _defaultJournal = new Lazy<string>(FindDefaultJournal);
        _defaultSnapshotStore = new Lazy<string>(FindDefaultSnapshotStore);
        _overflowStrategy = new Lazy<IStashOverflowStrategy>(CreateOverflowStrategy);
        var log = Logging.GetLogger(system, this);
        foreach (var journal in _config.GetStringList("journal.auto-start-journals"))
        {
            log.Info("Auto-starting journal plugin `{0}`", journal);
            JournalFor(journal);
        }

        foreach (var store in _config.GetStringList("snapshot-store.auto-start-snapshot-stores"))
        {
            log.Info("Auto-starting snapshot store `{0}`", store);
            SnapshotStoreFor(store);
        }
    }

    public IStashOverflowStrategy DefaultInternalStashOverflowStrategy => _overflowStrategy.Value;

    public PersistenceSettings Settings { get; }

    /// <summary>The persistence id that an actor's path gives.</summary>
    public string PersistenceId(IActorRef actor) => actor.Path.ToStringWithoutAddress();

    public EventAdapters AdaptersFor(string journalPluginId) => JournalHolder(journalPluginId).Adapters;

    /// <summary>The journal whose settings stand at that path; the default journal for an empty path.</summary>
    public IActorRef JournalFor(string journalPluginId) => JournalHolder(journalPluginId).Ref;

    /// <summary>The snapshot store whose settings stand at that path; the default store for an empty path.</summary>
    public IActorRef SnapshotStoreFor(string snapshotPluginId) => SnapshotStoreHolder(snapshotPluginId).Ref;

    internal Config JournalConfigFor(string journalPluginId) => JournalHolder(journalPluginId).Config;

    internal Config SnapshotStoreConfigFor(string snapshotPluginId) => SnapshotStoreHolder(snapshotPluginId).Config;

    /// <summary>Who lets the actors of one journal recover.</summary>
    internal IActorRef RecoveryPermitterFor(string journalPluginId) => JournalHolder(journalPluginId).Permitter;

    /// <summary>The settings of a plugin that is being made; its name is its path.</summary>
    internal (Config Config, EventAdapters Adapters) SettingsFor(IActorRef plugin) =>
        _settings.TryGetValue(plugin.Path.Name, out var settings)
            ? settings
            : throw new ArgumentException($"Unknown plugin actor {plugin}");

    private PluginHolder JournalHolder(string journalPluginId) =>
        Holder(string.IsNullOrEmpty(journalPluginId) ? _defaultJournal.Value : journalPluginId, JournalFallback);

    private PluginHolder SnapshotStoreHolder(string snapshotPluginId) =>
        Holder(string.IsNullOrEmpty(snapshotPluginId) ? _defaultSnapshotStore.Value : snapshotPluginId, SnapshotStoreFallback);

    private PluginHolder Holder(string path, string fallbackPath) =>
        _plugins.GetOrAdd(path, p => new Lazy<PluginHolder>(() => CreatePlugin(p, fallbackPath))).Value;

    private PluginHolder CreatePlugin(string path, string fallbackPath)
    {
        var all = _system.Settings.Config;
        if (!all.HasPath(path)) throw new ArgumentException($"Persistence config is missing plugin config path for: {path}");
        var own = all.GetConfig(path);
        var config = own.WithFallback(all.GetConfig(fallbackPath));
        var adapters = EventAdapters.Create(_system, own);
        _settings[path] = (config, adapters);
        var strategy = SupervisorStrategyConfigurator.CreateConfigurator(config.GetString("supervisor-strategy")).Create();
        var props = Props.CreateBy(new PluginProducer(path, config)).WithSupervisorStrategy(strategy);
        if (config.GetString("plugin-dispatcher") is { Length: > 0 } dispatcher) props = props.WithDispatcher(dispatcher);
        return new PluginHolder(_system.SystemActorOf(props, path), adapters, config, CreatePermitter(path, config));
    }

    private string FindDefaultJournal() => _config.GetString("journal.plugin") is { Length: > 0 } path
        ? path
        : throw new NullReferenceException("Default journal plugin is not configured");

    private string FindDefaultSnapshotStore()
    {
        if (_config.GetString("snapshot-store.plugin") is { Length: > 0 } path) return path;
        Logging.GetLogger(_system, this).Warning(
            "No default snapshot store configured! To configure a default snapshot-store plugin set the " +
            "`akka.persistence.snapshot-store.plugin` key.");
        return NoSnapshotStore;
    }

    private IStashOverflowStrategy CreateOverflowStrategy()
    {
        var name = _config.GetString("internal-stash-overflow-strategy");
        return PluginTypes.Create<IStashOverflowStrategyConfigurator>(TypeCache.GetType(name)).Create(_system.Settings.Config);
    }

    private IActorRef CreatePermitter(string path, Config config)
    {
        var permits = config.GetInt("max-concurrent-recoveries", _config.GetInt("max-concurrent-recoveries", 50));
        return _system.SystemActorOf(Props.Create(() => new RecoveryPermitter(permits)), "recoveryPermitter-" + path);
    }
}
