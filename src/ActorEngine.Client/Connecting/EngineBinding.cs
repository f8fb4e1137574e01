using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>
/// Lets the engine's serializer write the engine's messages, whatever else the system uses; once for a system. To ask first which
/// serializer they have would itself bind them to the one for any type.
/// </summary>
internal sealed class EngineBinding : IExtension
{
    private static readonly Provider Id = new();

    private EngineBinding(ExtendedActorSystem system)
    {
        var serializer = new EngineSerializer(system);
        system.Serialization.AddSerializer("actorengine", serializer);
        foreach (var type in (Type[])[typeof(SessionFrame), typeof(OpenSession), typeof(SessionChallenge), typeof(ProveSession), typeof(SessionOpened), typeof(Fault)])
            system.Serialization.AddSerializationMap(type, serializer);
    }

    public static void Ensure(ActorSystem system) => Id.Apply(system);

    private sealed class Provider : ExtensionIdProvider<EngineBinding>
    {
        public override EngineBinding CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
