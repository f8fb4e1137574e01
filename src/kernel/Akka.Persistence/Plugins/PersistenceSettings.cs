using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>The settings of the persistence extension.</summary>
public sealed class PersistenceSettings : Settings
{
    public PersistenceSettings(ActorSystem system, Config config)
        : base(system, config) =>
        Internal = new InternalSettings(config);

    public InternalSettings Internal { get; }

    /// <summary>Whether plugins publish the requests they served on the event stream.</summary>
    public sealed class InternalSettings(Config config)
    {
        public bool PublishPluginCommands { get; } = config.GetBoolean("publish-plugin-commands", false);

        public bool PublishConfirmations { get; } = config.GetBoolean("publish-confirmations", false);
    }
}
