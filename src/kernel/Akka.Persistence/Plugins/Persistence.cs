using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>Makes the persistence extension of an actor system.</summary>
public class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    public static Persistence Instance { get; } = new();

    /// <summary>The settings of the extension and of its own plugins.</summary>
    public static Config DefaultConfig() => ConfigurationFactory.FromResource<Persistence>("Akka.Persistence.persistence.conf");

    public override PersistenceExtension CreateExtension(ExtendedActorSystem system) => new(system);
}
