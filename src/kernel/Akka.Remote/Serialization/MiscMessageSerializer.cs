using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>The messages that every actor understands, references, and the heartbeats of remote watching.</summary>
public sealed class MiscMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private readonly Payloads _payloads = new(system);

    public override string Manifest(object obj) => obj switch
    {
        Identify => "ID",
        ActorIdentity => "AID",
        IActorRef => "AR",
        PoisonPill => "PP",
        Kill => "K",
        RemoteWatcher.Heartbeat => "RWHB",
        RemoteWatcher.HeartbeatRsp => "RWHR",
        Status.Success => "STS",
        Status.Failure => "STF",
        _ => throw new ArgumentException($"Cannot serialize object of type [{obj.GetType()}]"),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Identify identify => new ProtoMessage().Message(1, _payloads.Write(identify.MessageId)).ToArray(),
        ActorIdentity identity => new ProtoMessage()
            .Message(1, _payloads.Write(identity.MessageId))
            .String(2, Akka.Serialization.Serialization.SerializedActorPath(identity.Subject)).ToArray(),
        IActorRef reference => ActorRefFields.Write(reference),
        PoisonPill or Kill or RemoteWatcher.Heartbeat => [],
        RemoteWatcher.HeartbeatRsp answer => new ProtoMessage().Varint(1, unchecked((ulong)answer.AddressUid)).ToArray(),
        Status.Success success => new ProtoMessage().Message(1, _payloads.Write(success.Status)).ToArray(),
        Status.Failure failure => new ProtoMessage()
            .Message(1, ExceptionFields.Write(failure.Cause))
            .Message(2, _payloads.Write(failure.State)).ToArray(),
        _ => throw new ArgumentException($"Cannot serialize object of type [{obj.GetType()}]"),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        "ID" => new Identify(ReadPayload(bytes)),
        "AID" => ReadIdentity(bytes),
        "AR" => ActorRefFields.Read(bytes, system) ?? (object)ActorRefs.Nobody,
        "PP" => PoisonPill.Instance,
        "K" => Kill.Instance,
        "RWHB" => RemoteWatcher.Heartbeat.Instance,
        "RWHR" => ReadHeartbeatAnswer(bytes),
        "STS" => new Status.Success(ReadPayload(bytes)),
        "STF" => ReadFailure(bytes),
        _ => throw new SerializationException($"Unimplemented deserialization of message with manifest [{manifest}] in [{nameof(MiscMessageSerializer)}]"),
    };

    private object? ReadPayload(byte[] bytes)
    {
        var reader = new ProtoReader(bytes);
        object? payload = null;
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                payload = _payloads.Read(reader.ReadBytes());
            else
                reader.Skip();
        }

        return payload;
    }

    private ActorIdentity ReadIdentity(byte[] bytes)
    {
        var reader = new ProtoReader(bytes);
        object? id = null;
        var path = "";
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                id = _payloads.Read(reader.ReadBytes());
            else if (reader.Is(2, ProtoReader.Bytes))
                path = reader.ReadString();
            else
                reader.Skip();
        }

        return new ActorIdentity(id, ActorRefFields.Resolve(path, system));
    }

    private Status.Failure ReadFailure(byte[] bytes)
    {
        var reader = new ProtoReader(bytes);
        Exception? cause = null;
        object? state = null;
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                cause = ExceptionFields.Read(reader.ReadBytes());
            else if (reader.Is(2, ProtoReader.Bytes))
                state = _payloads.Read(reader.ReadBytes());
            else
                reader.Skip();
        }

        return new Status.Failure(cause!, state);
    }

    private static RemoteWatcher.HeartbeatRsp ReadHeartbeatAnswer(byte[] bytes)
    {
        var reader = new ProtoReader(bytes);
        ulong uid = 0;
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Varint))
                uid = reader.ReadVarint();
            else
                reader.Skip();
        }

        return new RemoteWatcher.HeartbeatRsp(unchecked((int)uid));
    }
}
