using System.Buffers.Binary;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Associations;
using Akka.Remote.Wire;

namespace Akka.Remote.Transport.Tcp;

internal sealed partial class Link
{
    private const int FirstReadBuffer = 64 * 1024, LargestHandshake = 4096;

    private readonly WireRefs _recipients;
    private bool _acknowledgementDue;

    private async Task ReadLoop()
    {
        var buffer = new byte[FirstReadBuffer];
        var filled = 0;
        try
        {
            while (true)
            {
                var count = await _stream.ReadAsync(buffer.AsMemory(filled)).ConfigureAwait(false);
                if (count == 0)
                    break;
                filled += count;
                _detector.HeartBeat();
                var used = ReadFrames(buffer.AsSpan(0, filled), out var needed);
                if (_acknowledgementDue)
                    Acknowledge();
                filled -= used;
                if (filled > 0 && used > 0)
                    buffer.AsSpan(used, filled).CopyTo(buffer);
                if (needed > buffer.Length)
                    Array.Resize(ref buffer, needed);
            }

            Close(filled > 0 ? new WireFormatException("The connection ended in the middle of a frame.") : null, DisassociateInfo.Unknown);
        }
        catch (Exception e) when (e is WireFormatException or IOException or SocketException or ObjectDisposedException)
        {
            Close(e, DisassociateInfo.Unknown);
        }
        catch (Exception e)
        {
            // Whatever it was, the peer's bytes brought it about: the peer is cut off and nobody else notices.
            _remoting.Log.Error(e, "Reading from [{0}] failed", PeerName);
            Close(e, DisassociateInfo.Unknown);
        }
    }

    /// <summary>Handles the complete frames; says how many bytes they took and how many the next one needs.</summary>
    private int ReadFrames(ReadOnlySpan<byte> bytes, out int needed)
    {
        var used = 0;
        needed = 0;
        while (bytes.Length - used >= Frame.HeaderSize)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[used..]);
            var limit = IsAssociated ? _remoting.Tcp.MaximumFrameSize - Frame.HeaderSize : LargestHandshake;
            if (length <= 0 || length > limit)
                throw new WireFormatException($"A frame of {length} bytes is not within 1 and {limit}.");
            if (bytes.Length - used - Frame.HeaderSize < length)
            {
                needed = Frame.HeaderSize + length;
                break;
            }

            OnFrame(bytes.Slice(used + Frame.HeaderSize, length));
            used += Frame.HeaderSize + length;
            if (Volatile.Read(ref _closing) != 0)
                break;
        }

        return used;
    }

    private void OnFrame(ReadOnlySpan<byte> body)
    {
        if (!Frame.IsPayload(body, out var content))
        {
            OnControl(ControlPdu.Read(content));
            return;
        }

        if (_deaf)
            return;
        if (!IsAssociated)
            throw new WireFormatException("A message came before the handshake.");
        var envelope = InboundEnvelope.Read(content);
        if (envelope.HasAcknowledgement)
            Association!.OnAcknowledged(this, Acknowledgement.Read(envelope.Acknowledged));
        if (envelope.HasMessage)
            OnMessage(envelope);
    }

    private void OnMessage(in InboundEnvelope envelope)
    {
        if (envelope.Recipient.IsEmpty)
            throw new WireFormatException("A message has no recipient.");
        var recipient = _recipients.Resolve(envelope.Recipient);
        var sender = envelope.Sender.IsEmpty ? null : _recipients.Resolve(envelope.Sender);
        var manifest = _recipients.Manifest(envelope.Manifest);
        var arrived = new ArrivedMessage(recipient, sender, envelope.SerializerId, manifest, envelope.Message.ToArray());
        if (!envelope.IsReliable)
        {
            _remoting.Dispatcher.Deliver(arrived, Association!);
            return;
        }

        _acknowledgementDue = true;
        Association!.OnSystemMessage(this, unchecked((long)envelope.Sequence), arrived);
    }

    private void OnControl(ControlPdu pdu)
    {
        switch (pdu.Command)
        {
            case ControlCommand.Heartbeat:
                break;
            case ControlCommand.Associate when IsAssociated:
                throw new WireFormatException("A second handshake came on one connection.");
            case ControlCommand.Associate:
                OnIntroduction(pdu.Origin!, pdu.Uid);
                break;
            case ControlCommand.DisassociateShuttingDown:
                Close(null, DisassociateInfo.Shutdown);
                break;
            case ControlCommand.DisassociateQuarantined:
                Close(null, DisassociateInfo.Quarantined);
                break;
            case ControlCommand.Disassociate:
                Close(null, DisassociateInfo.Unknown);
                break;
        }
    }

    private void OnIntroduction(Address origin, int uid)
    {
        PeerUid = uid;
        _detector.HeartBeat();
        _introduced.TrySetResult();
        if (IsOutbound)
        {
            IsAssociated = true;
            _handshakeLimit.Cancel();
            Association!.OnOutboundReady(this);
            return;
        }

        if (_remoting.WhyNotFrom(origin, _stream) is { } reason)
            throw new WireFormatException(reason);
        var association = _remoting.AssociationWith(origin);
        WriteControl(_remoting.Introduction);
        IsAssociated = true;
        _handshakeLimit.Cancel();
        Association = association;
        if (!association.OnInboundReady(this))
            _ = CloseGently(DisassociateInfo.Quarantined, TimeSpan.FromSeconds(1));
    }

    private void Acknowledge()
    {
        _acknowledgementDue = false;
        if (Association?.AcknowledgementFor(this) is { } acknowledgement)
            WriteControl(acknowledgement.ToFrame());
    }
}
