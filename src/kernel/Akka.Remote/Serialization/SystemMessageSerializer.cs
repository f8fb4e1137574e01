using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Wire;
using Akka.Serialization;
using Akka.Util;

namespace Akka.Remote.Serialization;

/// <summary>
/// The system messages that pass between systems. Those of remote supervision (Create, Supervise, Failed) do not, since no actor
/// has its parent in another system.
/// </summary>
public sealed class SystemMessageSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) => obj switch
    {
        Watch watch => Pair(watch.Watchee, watch.Watcher),
        Unwatch unwatch => Pair(unwatch.Watchee, unwatch.Watcher),
        DeathWatchNotification notification => new ProtoMessage()
            .Message(1, ActorRefFields.Write(notification.Actor))
            .Varint(2, notification.ExistenceConfirmed ? 1u : 0)
            .Varint(3, notification.AddressTerminated ? 1u : 0).ToArray(),
        Terminate or Suspend => [],
        Resume resume => new ProtoMessage().Message(1, ExceptionFields.Write(resume.CausedByFailure)).ToArray(),
        Recreate recreate => new ProtoMessage().Message(1, ExceptionFields.Write(recreate.Cause)).ToArray(),
        _ => throw new ArgumentException($"Cannot serialize object of type [{obj.GetType().TypeQualifiedName()}]"),
    };

    public override object FromBinary(byte[] bytes, Type type) => FromBinary(bytes, type.TypeQualifiedName());

    internal object FromBinary(byte[] bytes, string manifest)
    {
        // The assembly after the comma differs between implementations.
        var comma = manifest.IndexOf(',');
        return (comma < 0 ? manifest : manifest[..comma]) switch
        {
            "Akka.Dispatch.SysMsg.Watch" => ReadPair(bytes, static (watchee, watcher) => new Watch(watchee, watcher)),
            "Akka.Dispatch.SysMsg.Unwatch" => ReadPair(bytes, static (watchee, watcher) => new Unwatch(watchee, watcher)),
            "Akka.Dispatch.SysMsg.DeathWatchNotification" => ReadNotification(bytes),
            "Akka.Dispatch.SysMsg.Terminate" => new Terminate(),
            "Akka.Dispatch.SysMsg.Suspend" => new Suspend(),
            "Akka.Dispatch.SysMsg.Resume" => new Resume(ReadCause(bytes)),
            "Akka.Dispatch.SysMsg.Recreate" => new Recreate(ReadCause(bytes)!),
            _ => throw new SerializationException($"A system message of type [{manifest}] is not taken from other systems."),
        };
    }

    private static byte[] Pair(IActorRef watchee, IActorRef watcher) => new ProtoMessage()
        .Message(1, ActorRefFields.Write(watchee))
        .Message(2, ActorRefFields.Write(watcher)).ToArray();

    private SystemMessage ReadPair(byte[] bytes, Func<IInternalActorRef, IInternalActorRef, SystemMessage> make)
    {
        var reader = new ProtoReader(bytes);
        IInternalActorRef? watchee = null, watcher = null;
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                watchee = ActorRefFields.Read(reader.ReadBytes(), system);
            else if (reader.Is(2, ProtoReader.Bytes))
                watcher = ActorRefFields.Read(reader.ReadBytes(), system);
            else
                reader.Skip();
        }

        return watchee is null || watcher is null
            ? throw new WireFormatException("A watch does not say who watches whom.")
            : make(watchee, watcher);
    }

    private DeathWatchNotification ReadNotification(byte[] bytes)
    {
        var reader = new ProtoReader(bytes);
        IActorRef? actor = null;
        var (confirmed, addressTerminated) = (false, false);
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                actor = ActorRefFields.Read(reader.ReadBytes(), system);
            else if (reader.Is(2, ProtoReader.Varint))
                confirmed = reader.ReadBool();
            else if (reader.Is(3, ProtoReader.Varint))
                addressTerminated = reader.ReadBool();
            else
                reader.Skip();
        }

        return new DeathWatchNotification(actor ?? throw new WireFormatException("A death notice does not say whose."), confirmed, addressTerminated);
    }

    private static Exception? ReadCause(byte[] bytes)
    {
        var reader = new ProtoReader(bytes);
        Exception? cause = null;
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                cause = ExceptionFields.Read(reader.ReadBytes());
            else
                reader.Skip();
        }

        return cause;
    }
}
