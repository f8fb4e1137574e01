using Akka.Actor;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>Another system wants an actor made here. Only the place is read, for the log line of the refusal.</summary>
internal sealed record DaemonMsgCreate(string Path);

/// <summary>Reads <see cref="DaemonMsgCreate"/>; none is ever written, since this system deploys to no other.</summary>
public class DaemonMsgCreateSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private const int PathField = 3;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => throw new ArgumentException($"Can't serialize a non-DaemonMsgCreate message using DaemonMsgCreateSerializer [{obj.GetType()}]");

    public override object FromBinary(byte[] bytes, Type type)
    {
        var reader = new ProtoReader(bytes);
        var path = "";
        while (reader.Next())
        {
            if (reader.Is(PathField, ProtoReader.Bytes))
                path = reader.ReadString();
            else
                reader.Skip();
        }

        return new DaemonMsgCreate(path);
    }
}
