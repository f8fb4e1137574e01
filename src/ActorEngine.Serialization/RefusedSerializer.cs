using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorEngine.Serialization;

/// <summary>
/// Stands in the place of Akka.NET's reflection-based JSON serializer, whose number a sender could otherwise name to have types of its
/// choice made. Reads nothing and writes nothing.
/// </summary>
public sealed class RefusedSerializer(ExtendedActorSystem system) : Serializer(system)
{
    /// <summary>How a system makes a serializer that has settings under <c>akka.actor.serialization-settings</c>, as the one called json has; there is nothing to set here.</summary>
    public RefusedSerializer(ExtendedActorSystem system, Config settings) : this(system)
    {
    }

    /// <summary>Takes the place of the serializer called <c>json</c>, number 1, that Akka.NET configures by default.</summary>
    public const string Hocon = """
        akka.actor {
          serializers.json = "ActorEngine.Serialization.RefusedSerializer, ActorEngine.Serialization"
          serialization-identifiers { "ActorEngine.Serialization.RefusedSerializer, ActorEngine.Serialization" = 1 }
        }
        """;

    /// <inheritdoc />
    public override int Identifier => 1;

    /// <inheritdoc />
    public override bool IncludeManifest => false;

    /// <inheritdoc />
    /// <exception cref="SerializationException">Always.</exception>
    public override byte[] ToBinary(object obj) => throw Refusal();

    /// <inheritdoc />
    /// <exception cref="SerializationException">Always.</exception>
    public override object FromBinary(byte[] bytes, Type type) => throw Refusal();

    private static SerializationException Refusal() => new("Serialization by reflection is switched off in this system.");
}
