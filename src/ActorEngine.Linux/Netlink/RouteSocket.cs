using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>
/// Links, addresses and routes of one network namespace (rtnetlink(7)): that of the thread which opened it. Not thread-safe.
/// </summary>
public sealed partial class RouteSocket : IDisposable
{
    private readonly NetlinkSocket netlink;

    private RouteSocket(NetlinkSocket netlink) => this.netlink = netlink;

    /// <summary>Opens one in the namespace of the calling thread.</summary>
    public static RouteSocket Open() => new(NetlinkSocket.Open(NetlinkProtocol.Route));

    /// <summary>Gives a link an address.</summary>
    public void AddAddress(int link, IPAddress address, int prefix) => netlink.Execute("RTM_NEWADDR", address.ToString(), AddressMessage(link, address, prefix));

    /// <summary>Brings loopback and a link up, gives the link its address and, where there is one, makes the default route; one write for all.</summary>
    public void Configure(int link, IPAddress address, int prefix, IPAddress? gateway)
    {
        NetlinkMessage loopback = Change(1, up: true), up = Change(link, up: true), own = AddressMessage(link, address, prefix);
        if (gateway is null) netlink.Execute("configure", address.ToString(), loopback, up, own);
        else netlink.Execute("configure", address.ToString(), loopback, up, own, DefaultRoute(link, gateway));
    }

    /// <summary>Makes or replaces the default route.</summary>
    public void SetDefaultRoute(int link, IPAddress gateway) => netlink.Execute("RTM_NEWROUTE", gateway.ToString(), DefaultRoute(link, gateway));

    /// <summary>Destinations of the routes of the main table, of both families, the default routes left out.</summary>
    public IReadOnlyList<(IPAddress Address, int Prefix)> Destinations() => [.. Destinations(FamilyFour), .. Destinations(FamilySix)];

    private List<(IPAddress Address, int Prefix)> Destinations(byte family)
    {
        const ushort getRoute = 26, newRoute = 24;
        List<(IPAddress, int)> found = [];
        netlink.Query(new NetlinkMessage(getRoute, NetlinkFlags.Dump).Append(new RouteHeader { Family = family }), "RTM_GETROUTE", (type, body) =>
        {
            if (type != newRoute || body.Length < 12 || body[0] != family || body[4] != MainTable || body[1] == 0) return;
            int prefix = body[1];
            var attributes = new NetlinkAttributes(body[12..]);
            while (attributes.Next())
                if (attributes.Type == 1) found.Add((new IPAddress(attributes.Value), prefix));
        });
        return found;
    }

    /// <summary>Addresses of all links, of one family.</summary>
    public IReadOnlyList<(int Link, IPAddress Address, int Prefix)> Addresses(AddressFamily family = AddressFamily.InterNetwork)
    {
        const ushort getAddress = 22, newAddress = 20;
        List<(int, IPAddress, int)> found = [];
        byte wanted = Number(family);
        // Addresses of IPv6 have a local one only where they lead to a peer.
        ushort own = wanted == FamilyFour ? (ushort)2 : (ushort)1;
        netlink.Query(new NetlinkMessage(getAddress, NetlinkFlags.Dump).Append(new AddressHeader { Family = wanted }), "RTM_GETADDR", (type, body) =>
        {
            if (type != newAddress || body.Length < 8 || body[0] != wanted) return;
            (int link, int prefix) = (MemoryMarshal.Read<int>(body[4..]), body[1]);
            var attributes = new NetlinkAttributes(body[8..]);
            while (attributes.Next())
                if (attributes.Type == own) found.Add((link, new IPAddress(attributes.Value), prefix));
        });
        return found;
    }

    /// <inheritdoc />
    public void Dispose() => netlink.Dispose();

    private static NetlinkMessage AddressMessage(int link, IPAddress address, int prefix)
    {
        const ushort newAddress = 20;
        // Nobody else has it: the engine gave it. An address that is still being looked for elsewhere cannot be used for a second.
        const byte noDuplicateDetection = 2;
        byte[] bytes = address.GetAddressBytes();
        byte family = Number(address.AddressFamily);
        var message = new NetlinkMessage(newAddress, NetlinkFlags.Create | NetlinkFlags.Exclusive | NetlinkFlags.Acknowledge)
            .Append(new AddressHeader { Family = family, Prefix = (byte)prefix, Flags = family == FamilySix ? noDuplicateDetection : (byte)0, Link = link })
            .Attribute(2, bytes).Attribute(1, bytes);
        if (family != FamilyFour || prefix > 30) return message;
        byte[] broadcast = (byte[])bytes.Clone();
        for (int bit = prefix; bit < 32; bit++) broadcast[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return message.Attribute(4, broadcast);
    }

    private static NetlinkMessage DefaultRoute(int link, IPAddress gateway)
    {
        const ushort newRoute = 24;
        return new NetlinkMessage(newRoute, NetlinkFlags.Create | NetlinkFlags.Replace | NetlinkFlags.Acknowledge)
            .Append(new RouteHeader { Family = Number(gateway.AddressFamily), Table = MainTable, Protocol = 3, Type = 1 })
            .Attribute(5, gateway.GetAddressBytes()).Attribute(4, (uint)link);
    }

    // The base library's numbers of families are those of another system.
    private static byte Number(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? FamilySix : FamilyFour;

    private const byte MainTable = 254, FamilyFour = 2, FamilySix = 10;

    [StructLayout(LayoutKind.Sequential)]
    private struct AddressHeader
    {
        public byte Family, Prefix, Flags, Scope;
        public int Link;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct RouteHeader
    {
        public byte Family, DestinationPrefix, SourcePrefix, Tos, Table, Protocol, Scope, Type;
        public uint Flags;
    }
}
