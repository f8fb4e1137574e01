using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>A flow that the kernel follows: as its first packet was, and where answers come from, which differs where addresses are translated.</summary>
public readonly record struct TrackedFlow(int Protocol, IPAddress Source, int SourcePort, IPAddress Destination, int DestinationPort, IPAddress ReplySource, int ReplySourcePort);

/// <summary>The kernel's table of connections (ctnetlink) in the network namespace of the thread that opened it. Not thread-safe.</summary>
public sealed class ConnectionTracking : IDisposable
{
    private const ushort Subsystem = 1 << 8, New = Subsystem, Get = Subsystem | 1, Delete = Subsystem | 2, Nested = 0x8000;
    private const ushort Original = 1, Reply = 2, Id = 12, Zone = 18;

    private readonly NetlinkSocket netlink = NetlinkSocket.Open(NetlinkProtocol.Netfilter);

    /// <summary>Takes the flows of a family that fit out of the table: their next packets are looked at as if they were the first. Answers how many.</summary>
    public int Forget(AddressFamily family, Func<TrackedFlow, bool> which)
    {
        byte number = family == AddressFamily.InterNetworkV6 ? (byte)10 : (byte)2;
        List<NetlinkMessage> removals = [];
        netlink.Query(new NetlinkMessage(Get, NetlinkFlags.Dump).Append(new NetfilterHeader { Family = number }), "IPCTNL_MSG_CT_GET", (type, body) =>
        {
            if (type != New || body.Length < 4) return;
            if (Read(body[4..]) is { } flow && which(flow)) removals.Add(Removal(number, body[4..]));
        });
        int gone = 0;
        foreach (NetlinkMessage removal in removals)
        {
            try
            {
                netlink.Execute("IPCTNL_MSG_CT_DELETE", "flow", removal);
                gone++;
            }
            catch (LinuxException ended) when (ended.Errno == Errno.ENOENT)
            {
                // It ended by itself.
            }
        }

        return gone;
    }

    /// <inheritdoc />
    public void Dispose() => netlink.Dispose();

    private static NetlinkMessage Removal(byte family, ReadOnlySpan<byte> body)
    {
        var message = new NetlinkMessage(Delete, NetlinkFlags.Acknowledge).Append(new NetfilterHeader { Family = family });
        var attributes = new NetlinkAttributes(body);
        while (attributes.Next())
        {
            if (attributes.Type == Original) message.Attribute(Original | Nested, attributes.Value);
            else if (attributes.Type is Id or Zone) message.Attribute(attributes.Type, attributes.Value);
        }

        return message;
    }

    private static TrackedFlow? Read(ReadOnlySpan<byte> body)
    {
        Side original = default, reply = default;
        var attributes = new NetlinkAttributes(body);
        while (attributes.Next())
        {
            if (attributes.Type == Original) original = ReadSide(attributes.Value);
            else if (attributes.Type == Reply) reply = ReadSide(attributes.Value);
        }

        return original is { Source: { } source, Destination: { } destination } && reply.Source is { } answers
            ? new TrackedFlow(original.Protocol, source, original.SourcePort, destination, original.DestinationPort, answers, reply.SourcePort)
            : null;
    }

    private static Side ReadSide(ReadOnlySpan<byte> tuple)
    {
        var side = default(Side);
        var parts = new NetlinkAttributes(tuple);
        while (parts.Next())
        {
            bool addresses = parts.Type == 1;
            var inner = new NetlinkAttributes(parts.Value);
            while (inner.Next())
            {
                if (addresses && inner.Type is 1 or 3) side.Source = new IPAddress(inner.Value);
                else if (addresses && inner.Type is 2 or 4) side.Destination = new IPAddress(inner.Value);
                else if (!addresses && inner.Type == 1) side.Protocol = inner.Value[0];
                else if (!addresses && inner.Type == 2) side.SourcePort = BinaryPrimitives.ReadUInt16BigEndian(inner.Value);
                else if (!addresses && inner.Type == 3) side.DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(inner.Value);
            }
        }

        return side;
    }

    private struct Side
    {
        public IPAddress? Source, Destination;
        public int Protocol, SourcePort, DestinationPort;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct NetfilterHeader
    {
        public byte Family, Version;
        public ushort Resource;
    }
}
