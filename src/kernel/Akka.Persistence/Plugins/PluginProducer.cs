using Akka.Actor;
using Akka.Configuration;
using Akka.Util.Reflection;

namespace Akka.Persistence;

/// <summary>Makes the actor of a plugin from the class that its settings name.</summary>
internal sealed class PluginProducer : IIndirectActorProducer
{
    private readonly Config _config;

    public PluginProducer(string path, Config config)
    {
        var name = config.GetString("class");
        if (string.IsNullOrEmpty(name))
            throw new ArgumentException($"Plugin class name must be defined in config property [{path}.class]");
        _config = config;
        ActorType = TypeCache.GetType(name);
    }

    public Type ActorType { get; }

    public ActorBase Produce() => PluginTypes.CreatePlugin(ActorType, _config);

    public void Release(ActorBase actor)
    {
    }
}
