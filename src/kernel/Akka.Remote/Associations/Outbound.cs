using System.Runtime.CompilerServices;
using System.Text;
using Akka.Actor;
using Akka.Remote.Serialization;
using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

/// <summary>Turns messages and references into the bytes of envelopes.</summary>
internal sealed class Outbound(ExtendedActorSystem system, IRemoteActorRefProvider provider)
{
    // Paths of this system's actors, for as long as the references live.
    private readonly ConditionalWeakTable<IActorRef, byte[]> _senders = [];

    [ThreadStatic]
    private static (string Text, byte[] Bytes) _lastManifest;

    public OutboundEnvelope Envelope(object message, IActorRef? sender, RemoteActorRef recipient, ulong sequence)
    {
        var serializer = system.Serialization.FindSerializerFor(message);
        var bytes = Akka.Serialization.Serialization.WithTransport(
            system,
            (serializer, message),
            static state => state.serializer.ToBinary(state.message));
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, message);
        return new OutboundEnvelope(recipient.WirePath, SenderPath(sender), bytes, ManifestBytes(manifest), serializer.Identifier, sequence);
    }

    private static byte[] ManifestBytes(string manifest)
    {
        if (manifest.Length == 0)
            return [];
        if (ReferenceEquals(_lastManifest.Text, manifest))
            return _lastManifest.Bytes;
        var bytes = Payloads.Utf8(manifest);
        _lastManifest = (manifest, bytes);
        return bytes;
    }

    private byte[]? SenderPath(IActorRef? sender)
    {
        if (sender is null or Nobody)
            return null;
        if (sender is RemoteActorRef remote)
            return remote.WirePath;
        if (sender is not LocalActorRef)
            return PathOf(sender);
        if (_senders.TryGetValue(sender, out var known))
            return known;
        return _senders.GetValue(sender, PathOf);
    }

    private byte[] PathOf(IActorRef sender) => Encoding.UTF8.GetBytes(sender.Path.ToSerializationFormatWithAddress(provider.DefaultAddress));
}
