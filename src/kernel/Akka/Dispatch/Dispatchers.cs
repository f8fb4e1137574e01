using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Util.Reflection;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system, by the path of their configuration.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";
    public const string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";
    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";
    private const int MaxAliasDepth = 20;

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new();
    private readonly ILoggingAdapter _logger;

    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        Prerequisites = prerequisites;
        _logger = logger;
        DefaultGlobalDispatcher = Lookup(DefaultDispatcherId);
        InternalDispatcher = Lookup(InternalDispatcherId);
    }

    public IDispatcherPrerequisites Prerequisites { get; }

    public MessageDispatcher DefaultGlobalDispatcher { get; }

    /// <summary>Where the library's own actors run.</summary>
    internal MessageDispatcher InternalDispatcher { get; }

    /// <summary>The present settings: extensions add theirs after the dispatchers are made.</summary>
    private Config Configured => Prerequisites.Settings.Config;

    public Config DefaultDispatcherConfig =>
        IdConfig(DefaultDispatcherId).WithFallback(Configured.GetConfig(DefaultDispatcherId));

    /// <summary>The section of a dispatcher, following aliases; empty when there is none.</summary>
    public static Config GetConfig(Config config, string id, int depth = 0)
    {
        if (depth > MaxAliasDepth || !config.HasPath(id))
            return ConfigurationFactory.Empty;
        var value = config.GetValue(id);
        if (value.IsObject())
            return config.GetConfig(id);
        return value.IsString() ? GetConfig(config, value.GetString(), depth + 1) : ConfigurationFactory.Empty;
    }

    /// <summary>The dispatcher of that id.</summary>
    /// <exception cref="ConfigurationException">It is not configured.</exception>
    public MessageDispatcher Lookup(string dispatcherName) => LookupConfigurator(dispatcherName).Dispatcher();

    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || Configured.HasPath(id);

    /// <summary>Adds a dispatcher from code; false when the id is taken.</summary>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) =>
        _configurators.TryAdd(id, configurator);

    private MessageDispatcherConfigurator LookupConfigurator(string id)
    {
        for (var depth = 0; depth < MaxAliasDepth; depth++)
        {
            if (_configurators.TryGetValue(id, out var known))
                return known;
            if (!Configured.HasPath(id))
                throw new ConfigurationException($"Dispatcher {id} not configured.");
            var value = Configured.GetValue(id);
            if (value.IsObject())
                return _configurators.GetOrAdd(id, ConfiguratorFrom(Section(id)));
            if (!value.IsString())
                throw new ConfigurationException($"Expected either a dispatcher config or an alias at [{id}] but found [{value}]");
            var actualId = value.GetString();
            _logger.Debug($"Dispatcher id [{id}] is an alias, actual dispatcher will be [{actualId}]");
            id = actualId;
        }

        throw new ConfigurationException(
            $"Could not find a concrete dispatcher config after following {MaxAliasDepth} deep. Is there a circular reference in your config? Last followed Id was [{id}]");
    }

    private Config Section(string id) => IdConfig(id)
        .WithFallback(Configured.GetConfig(id))
        .WithFallback(ConfigurationFactory.ParseString($"name: {id[(id.LastIndexOf('.') + 1)..]}"))
        .WithFallback(DefaultDispatcherConfig);

    private static Config IdConfig(string id) => ConfigurationFactory.ParseString($"id: {id}");

    private MessageDispatcherConfigurator ConfiguratorFrom(Config config)
    {
        var type = config.GetString("type");
        switch (type)
        {
            case null:
                throw new ConfigurationException($"Could not resolve dispatcher for path {config.GetString("id")}. type is null");
            case "Dispatcher":
                return new DispatcherConfigurator(config, Prerequisites);
            case "TaskDispatcher":
                return new DispatcherConfigurator(WithExecutor("task-executor", config), Prerequisites);
            case "ForkJoinDispatcher":
                return new DispatcherConfigurator(WithExecutor("fork-join-executor", config), Prerequisites);
            case "SynchronizedDispatcher":
                return new DispatcherConfigurator(WithExecutor("current-context-executor", config), Prerequisites);
            case "PinnedDispatcher":
                return new PinnedDispatcherConfigurator(config, Prerequisites);
            default:
                var configured = TypeCache.Find(type) ?? throw new ConfigurationException(
                    $"Could not resolve dispatcher type {type} for path {config.GetString("id")}");
                return (MessageDispatcherConfigurator)ConfiguredTypes.Create(configured, config, Prerequisites);
        }
    }

    private static Config WithExecutor(string executor, Config config) =>
        ConfigurationFactory.ParseString("executor=" + executor).WithFallback(config);
}
