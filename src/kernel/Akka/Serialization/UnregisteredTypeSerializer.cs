using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Serialization;

/// <summary>
/// What System.Object is bound to in a program compiled ahead of time that does not keep <see cref="NewtonSoftJsonSerializer"/>: refuses.
/// </summary>
internal sealed class UnregisteredTypeSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 1;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) => throw new SerializationException(
        $"No serializer is registered for type [{obj.GetType().FullName}]. Bind the type, or System.Object, to a serializer under akka.actor.serialization-bindings.");

    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException(
        $"No serializer is registered for type [{type?.FullName}]. Bind the type, or System.Object, to a serializer under akka.actor.serialization-bindings.");
}
