using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>The number that rises with every change of the nftables rule set, whoever makes it: one small question tells whether anything changed.</summary>
public sealed class RulesetGeneration : IDisposable
{
    private readonly NetlinkSocket netlink = NetlinkSocket.Open(NetlinkProtocol.Netfilter);

    /// <summary>The present number (NFT_MSG_GETGEN).</summary>
    public uint Read()
    {
        const ushort nftables = 10 << 8, getGeneration = nftables | 16, newGeneration = nftables | 15;
        uint generation = 0;
        netlink.Query(new NetlinkMessage(getGeneration, NetlinkFlags.Acknowledge).Append(default(NetfilterHeader)), "NFT_MSG_GETGEN", (type, body) =>
        {
            if (type != newGeneration) return;
            var attributes = new NetlinkAttributes(body[4..]);
            while (attributes.Next())
                if (attributes.Type == 1) generation = BinaryPrimitives.ReadUInt32BigEndian(attributes.Value);
        });
        return generation;
    }

    /// <inheritdoc />
    public void Dispose() => netlink.Dispose();

    [StructLayout(LayoutKind.Sequential)]
    private struct NetfilterHeader
    {
        public byte Family, Version;
        public ushort Resource;
    }
}
