using Akka.Actor;
using Akka.Remote.Transport;

namespace Akka.Remote.Wire;

/// <summary>What a control message says.</summary>
internal enum ControlCommand
{
    None = 0,
    Associate = 1,
    Disassociate = 2,
    Heartbeat = 3,
    DisassociateShuttingDown = 4,
    DisassociateQuarantined = 5,
}

/// <summary>A control message of the protocol: handshake, heartbeat or farewell.</summary>
internal sealed record ControlPdu(ControlCommand Command, Address? Origin = null, int Uid = 0)
{
    // A handshake names the transport alone; addresses have the protocol that runs over it in front.
    private const string AddressPrefix = "akka.";

    public static readonly byte[] HeartbeatFrame = new ControlPdu(ControlCommand.Heartbeat).ToFrame();

    /// <summary>The control message with its frame around it.</summary>
    public byte[] ToFrame()
    {
        var instruction = new ProtoMessage().Varint(1, (ulong)Command);
        if (Origin is { } origin)
        {
            var address = new ProtoMessage().String(1, origin.System).String(2, origin.Host).Varint(3, (ulong)(origin.Port ?? 0)).String(4, origin.Protocol[AddressPrefix.Length..]);
            instruction.Message(2, new ProtoMessage().Message(1, address.ToArray()).Fixed64(2, unchecked((ulong)Uid)).ToArray());
        }

        return Frame.Wrap(new ProtoMessage().Message(2, instruction.ToArray()).ToArray());
    }

    public static ControlPdu Farewell(DisassociateInfo reason) => new(reason switch
    {
        DisassociateInfo.Shutdown => ControlCommand.DisassociateShuttingDown,
        DisassociateInfo.Quarantined => ControlCommand.DisassociateQuarantined,
        _ => ControlCommand.Disassociate,
    });

    public static ControlPdu Read(ReadOnlySpan<byte> instruction)
    {
        var reader = new ProtoReader(instruction);
        var command = ControlCommand.None;
        Address? origin = null;
        var uid = 0;
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Varint))
                command = (ControlCommand)reader.ReadInt32();
            else if (reader.Is(2, ProtoReader.Bytes))
                (origin, uid) = ReadHandshake(reader.ReadBytes());
            else
                reader.Skip();
        }

        if (command is <= ControlCommand.None or > ControlCommand.DisassociateQuarantined)
            throw new WireFormatException($"A control message has the unknown command {(int)command}.");
        if (command == ControlCommand.Associate && origin is null)
            throw new WireFormatException("A handshake does not say where it comes from.");
        return new ControlPdu(command, origin, uid);
    }

    private static (Address? Origin, int Uid) ReadHandshake(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        Address? origin = null;
        var uid = 0;
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                origin = ReadAddress(reader.ReadBytes());
            else if (reader.Is(2, ProtoReader.Fixed64))
                uid = unchecked((int)reader.ReadFixed64());
            else
                reader.Skip();
        }

        return (origin, uid);
    }

    private static Address ReadAddress(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        var (system, host, protocol, port) = ("", "", "", 0);
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                system = reader.ReadString();
            else if (reader.Is(2, ProtoReader.Bytes))
                host = reader.ReadString();
            else if (reader.Is(3, ProtoReader.Varint))
                port = reader.ReadInt32();
            else if (reader.Is(4, ProtoReader.Bytes))
                protocol = reader.ReadString();
            else
                reader.Skip();
        }

        // Only what reads back as the same address may name a peer.
        var address = new Address(AddressPrefix + protocol, system, host, port);
        if (port is <= 0 or > ushort.MaxValue || !system.All(IsNameCharacter) || !host.All(IsHostCharacter) || !Address.TryParse(address.ToString(), out var parsed) || parsed != address)
            throw new WireFormatException("A handshake carries an invalid address.");
        return address;
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    private static bool IsHostCharacter(char c) => IsNameCharacter(c) || c is ':' or '[' or ']' or '%';
}
