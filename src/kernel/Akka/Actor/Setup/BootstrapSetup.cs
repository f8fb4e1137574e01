using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The configuration that a system starts with.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    internal BootstrapSetup()
        : this(Option<Config>.None, Option<ProviderSelection>.None)
    {
    }

    internal BootstrapSetup(Option<Config> config, Option<ProviderSelection> actorRefProvider)
    {
        Config = config;
        ActorRefProvider = actorRefProvider;
    }

    public Option<Config> Config { get; }

    public Option<ProviderSelection> ActorRefProvider { get; }

    public static BootstrapSetup Create() => new();

    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, name);

    public BootstrapSetup WithConfig(Config config) => new(config, ActorRefProvider);

    public BootstrapSetup WithConfigFallback(Config config) =>
        new(Config.HasValue ? Config.Value.SafeWithFallback(config) : config, ActorRefProvider);
}

/// <summary>Which provider of references a system uses.</summary>
public abstract class ProviderSelection
{
    internal const string LocalProvider = "Akka.Actor.LocalActorRefProvider";
    internal const string RemoteProvider = "Akka.Remote.RemoteActorRefProvider, Akka.Remote";
    internal const string ClusterProvider = "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster";

    private ProviderSelection(string identifier, string fqn, bool hasCluster)
    {
        Identifier = identifier;
        Fqn = fqn;
        HasCluster = hasCluster;
    }

    internal string Identifier { get; }

    internal string Fqn { get; }

    internal bool HasCluster { get; }

    internal static ProviderSelection Get(string name) => name switch
    {
        "local" or LocalProvider => Local.Instance,
        "remote" or RemoteProvider => Remote.Instance,
        "cluster" or ClusterProvider => Cluster.Instance,
        _ => new Custom(name),
    };

    /// <summary>Actors of this process only.</summary>
    public sealed class Local : ProviderSelection
    {
        public static readonly Local Instance = new();

        private Local()
            : base("local", LocalProvider, false)
        {
        }
    }

    /// <summary>Actors of other systems too.</summary>
    public sealed class Remote : ProviderSelection
    {
        public static readonly Remote Instance = new();

        private Remote()
            : base("remote", RemoteProvider, false)
        {
        }
    }

    /// <summary>Actors of a cluster of systems.</summary>
    public sealed class Cluster : ProviderSelection
    {
        public static readonly Cluster Instance = new();

        private Cluster()
            : base("cluster", ClusterProvider, true)
        {
        }
    }

    /// <summary>A provider by its type name.</summary>
    public sealed class Custom(string fqn, string? identifier = null, bool hasCluster = false)
        : ProviderSelection(identifier ?? fqn, fqn, hasCluster);
}
