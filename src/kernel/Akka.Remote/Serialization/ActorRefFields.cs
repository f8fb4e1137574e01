using Akka.Actor;
using Akka.Remote.Wire;

namespace Akka.Remote.Serialization;

/// <summary>References as ActorRefData messages: their path as text.</summary>
internal static class ActorRefFields
{
    public static byte[] Write(IActorRef? reference) =>
        new ProtoMessage().String(1, Akka.Serialization.Serialization.SerializedActorPath(reference)).ToArray();

    /// <summary>The reference; null for none.</summary>
    public static IInternalActorRef? Read(ReadOnlySpan<byte> data, ExtendedActorSystem system)
    {
        var reader = new ProtoReader(data);
        var path = "";
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                path = reader.ReadString();
            else
                reader.Skip();
        }

        return Resolve(path, system);
    }

    public static IInternalActorRef? Resolve(string path, ExtendedActorSystem system) =>
        path.Length == 0 ? null : (IInternalActorRef)system.Provider.ResolveActorRef(path);
}
