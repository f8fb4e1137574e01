using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>A network link of a namespace.</summary>
/// <param name="Kind">bridge, veth and so on; empty for hardware.</param>
/// <param name="Master">Index of the bridge it is a port of; 0 = none.</param>
/// <param name="Alias">Free text that its maker left on it.</param>
public sealed record LinkInfo(int Index, string Name, string Kind, int Master, bool Up, string Alias);

/// <summary>A pair of virtual links: one end here as a port of a bridge, the other in another namespace.</summary>
/// <param name="Apart">See <see cref="RouteSocket.SetPort"/>.</param>
public sealed record VethPair(string Name, int Bridge, string PeerName, FileDescriptor PeerNamespace, ReadOnlyMemory<byte> PeerAddress, int Mtu, bool Apart = false);

/// <summary>Who hears whom on a shared wire (ip-link(8)).</summary>
public enum MacvlanMode
{
    Private = 1,
    Vepa = 2,
    Bridge = 4,
    Passthru = 8,
}

/// <summary>A link with a hardware address of its own on the wire of another link.</summary>
/// <param name="Address">Empty = one that the kernel makes, or the parent's.</param>
/// <param name="Mtu">0 = the parent's.</param>
public sealed record MacvlanLink(int Parent, string Name, FileDescriptor Namespace, ReadOnlyMemory<byte> Address, int Mtu, MacvlanMode Mode);

/// <summary>Links: making, changing, listing, deleting.</summary>
public sealed partial class RouteSocket
{
    private const ushort NewLink = 16, DeleteLink = 17, GetLink = 18, SetLink = 19;
    private const ushort AttributeAddress = 1, AttributeName = 3, AttributeMtu = 4, AttributeLink = 5, AttributeMaster = 10, AttributeProtocolInfo = 12,
        AttributeInfo = 18, AttributeAlias = 20, AttributeNamespaceFile = 28, InfoKind = 1, InfoData = 2, Nested = 0x8000;
    private const uint UpFlag = 1;

    /// <summary>Makes a bridge that is up, with a hardware address that does not follow its ports'.</summary>
    public int AddBridge(string name, ReadOnlySpan<byte> address, int mtu, string alias)
    {
        netlink.Execute("RTM_NEWLINK", name, Link(NewLink, NetlinkFlags.Create | NetlinkFlags.Exclusive, up: true)
            .Attribute(AttributeName, name).Attribute(AttributeAddress, address).Attribute(AttributeMtu, (uint)mtu)
            .Nest(AttributeInfo, info => info.Attribute(InfoKind, "bridge")));
        int index = IndexOf(name);
        netlink.Execute("RTM_SETLINK", name, Link(SetLink, NetlinkFlags.None, index).Attribute(AttributeAlias, alias));
        return index;
    }

    /// <summary>Makes a pair of links, one end up and a port of a bridge (which sends back through the port a packet came from), the other in a namespace and down: it cannot come up before the pair is whole.</summary>
    public void AddVeth(VethPair pair)
    {
        netlink.Execute("RTM_NEWLINK", pair.Name, Link(NewLink, NetlinkFlags.Create | NetlinkFlags.Exclusive, up: true)
            .Attribute(AttributeName, pair.Name).Attribute(AttributeMtu, (uint)pair.Mtu).Attribute(AttributeMaster, (uint)pair.Bridge)
            .Nest(AttributeInfo, info => info.Attribute(InfoKind, "veth").Nest(InfoData, data => data.Nest(1, peer => peer
                .Append(new LinkHeader())
                .Attribute(AttributeName, pair.PeerName).Attribute(AttributeAddress, pair.PeerAddress.Span).Attribute(AttributeMtu, (uint)pair.Mtu)
                .Attribute(AttributeNamespaceFile, (uint)pair.PeerNamespace.Number)))));
        SetPort(IndexOf(pair.Name), pair.Name, pair.Apart);
    }

    /// <summary>Makes a link that shares another one's wire, in a namespace and down.</summary>
    public void AddMacvlan(MacvlanLink link)
    {
        NetlinkMessage message = Link(NewLink, NetlinkFlags.Create | NetlinkFlags.Exclusive).Attribute(AttributeName, link.Name).Attribute(AttributeLink, (uint)link.Parent);
        if (link.Address.Length > 0) message.Attribute(AttributeAddress, link.Address.Span);
        if (link.Mtu > 0) message.Attribute(AttributeMtu, (uint)link.Mtu);
        netlink.Execute("RTM_NEWLINK", link.Name, message.Attribute(AttributeNamespaceFile, (uint)link.Namespace.Number)
            .Nest(AttributeInfo, info => info.Attribute(InfoKind, "macvlan").Nest(InfoData, data => data.Attribute(1, (uint)link.Mode))));
    }

    /// <summary>The link with this name, or null.</summary>
    public LinkInfo? FindLink(string name)
    {
        LinkInfo? found = null;
        try
        {
            netlink.Query(Link(GetLink, NetlinkFlags.Acknowledge).Attribute(AttributeName, name), "RTM_GETLINK", (type, body) => found ??= Parse(type, body));
        }
        catch (LinuxException missing) when (missing.Errno is Errno.ENODEV)
        {
            return null;
        }

        return found;
    }

    /// <summary>The index of a link that is known to be there.</summary>
    public int IndexOf(string name) => FindLink(name)?.Index ?? throw new LinuxException(Errno.ENODEV, "RTM_GETLINK", name);

    /// <summary>All links of the namespace.</summary>
    public IReadOnlyList<LinkInfo> Links()
    {
        List<LinkInfo> links = [];
        netlink.Query(Link(GetLink, NetlinkFlags.Dump), "RTM_GETLINK", (type, body) =>
        {
            if (Parse(type, body) is { } link) links.Add(link);
        });
        return links;
    }

    /// <summary>Makes a link a port of a bridge; 0 = of none.</summary>
    public void SetMaster(int link, int bridge) => netlink.Execute("RTM_SETLINK", $"link {link}", Link(SetLink, NetlinkFlags.None, link).Attribute(AttributeMaster, (uint)bridge));

    /// <summary>Brings a link up or down.</summary>
    public void SetUp(int link, bool up) => netlink.Execute("RTM_SETLINK", $"link {link}", Change(link, up));

    /// <summary>Deletes a link, and the other end of a pair with it. A link that is gone is no error.</summary>
    public void Delete(int link)
    {
        try
        {
            netlink.Execute("RTM_DELLINK", $"link {link}", Link(DeleteLink, NetlinkFlags.None, link));
        }
        catch (LinuxException gone) when (gone.Errno == Errno.ENODEV)
        {
            // It went with its namespace.
        }
    }

    /// <summary>Lets a bridge send a packet back through the port that it came from. Ports that are apart reach the bridge itself, and each other not at all.</summary>
    public void SetPort(int link, string name, bool apart)
    {
        const ushort mode = 4, isolated = 33;
        const byte bridgeFamily = 7;
        var message = new NetlinkMessage(SetLink, NetlinkFlags.Acknowledge).Append(new LinkHeader { Family = bridgeFamily, Index = link })
            .Nest(AttributeProtocolInfo | Nested, info =>
            {
                info.Attribute(mode, [1]);
                if (apart) info.Attribute(isolated, [1]);
            });
        netlink.Execute("RTM_SETLINK", name, message);
    }

    private static NetlinkMessage Change(int link, bool up) =>
        new NetlinkMessage(SetLink, NetlinkFlags.Acknowledge).Append(new LinkHeader { Index = link, Flags = up ? UpFlag : 0, Change = UpFlag });

    private static NetlinkMessage Link(ushort type, NetlinkFlags flags, int index = 0, bool up = false) =>
        new NetlinkMessage(type, flags == NetlinkFlags.Dump ? flags : flags | NetlinkFlags.Acknowledge)
            .Append(new LinkHeader { Index = index, Flags = up ? UpFlag : 0, Change = up ? UpFlag : 0 });

    private static LinkInfo? Parse(ushort type, ReadOnlySpan<byte> body)
    {
        if (type != NewLink || body.Length < Marshal.SizeOf<LinkHeader>()) return null;
        var header = MemoryMarshal.Read<LinkHeader>(body);
        string name = "", kind = "", alias = "";
        int master = 0;
        var attributes = new NetlinkAttributes(body[Marshal.SizeOf<LinkHeader>()..]);
        while (attributes.Next())
        {
            switch (attributes.Type)
            {
                case AttributeName:
                    name = attributes.Text;
                    break;
                case AttributeMaster:
                    master = (int)attributes.Number;
                    break;
                case AttributeAlias:
                    alias = attributes.Text;
                    break;
                case AttributeInfo:
                    var info = new NetlinkAttributes(attributes.Value);
                    while (info.Next())
                        if (info.Type == InfoKind) kind = info.Text;
                    break;
            }
        }

        return new LinkInfo(header.Index, name, kind, master, (header.Flags & UpFlag) != 0, alias);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct LinkHeader
    {
        public byte Family, Padding;
        public ushort Type;
        public int Index;
        public uint Flags, Change;
    }
}
