using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>Options of a network's driver, by Docker's names. Each fault names the field and the fix.</summary>
internal static class DriverOptions
{
    private const string Apart = "com.docker.network.bridge.enable_icc", Masked = "com.docker.network.bridge.enable_ip_masquerade",
        HostAddress = "com.docker.network.bridge.host_binding_ipv4", Mtu = "com.docker.network.driver.mtu", Six = "com.docker.network.enable_ipv6", Known = "com.docker.network.", Parent = "parent", Mode = "macvlan_mode", List = "conflist";

    private static readonly string[] Modes = ["bridge", "private", "vepa", "passthru"];

    /// <summary>The name of the configuration list that a network of the driver cni is made of: its own, unless an option says another.</summary>
    public static string ListOf(CreateNetwork create) => create.Options.GetValueOrDefault(List) is { Length: > 0 } name ? name : create.Name;

    /// <summary>It is asked for IPv6 by an option, as older clients do.</summary>
    public static bool WantsSix(CreateNetwork create) => bool.TryParse(create.Options.GetValueOrDefault(Six), out bool wanted) && wanted;

    /// <summary>The network with what its options say. A name like a domain's that is not Docker's is somebody's note: kept, shown, and not heeded.</summary>
    public static (NetworkRecord? Network, Fault? Fault) Apply(NetworkRecord network, CreateNetwork create)
    {
        if (network.IsCni)
            return create.Options.Keys.FirstOrDefault(key => key != List) is { } other ? (null, Wrong($"The driver option {other} is not known; cni has {List}=NAME.")) : (network, null);
        foreach ((string key, string value) in create.Options)
        {
            if ((network.IsBridge ? Bridge(network, key, value, create.Ipv6) : Macvlan(network, key, value, create.Ipv6)) is not { } changed) return (null, Unknown(network, key, value));
            network = changed;
        }

        if (network.IsBridge) return (network, null);
        if (network.Parent.Length == 0) return (null, Wrong($"The driver macvlan shares the wire of a link of the host: say which with --opt {Parent}=LINK."));
        return (network.Mode.Length > 0 ? network : network with { Mode = "bridge" }, null);
    }

    private static NetworkRecord? Bridge(NetworkRecord network, string key, string value, bool six) => key switch
    {
        Apart when bool.TryParse(value, out bool together) => network with { Apart = !together },
        Masked when bool.TryParse(value, out bool masked) => network with { Unmasked = !masked },
        HostAddress when Ip.Parse(value) is { Six: false } => network with { HostAddress = value },
        _ => Any(network, key, value, six),
    };

    private static NetworkRecord? Macvlan(NetworkRecord network, string key, string value, bool six) => key switch
    {
        Parent when value.Length is > 0 and < 16 && !value.AsSpan().ContainsAny("/ \t\n") => network with { Parent = value },
        Mode when Modes.Contains(value) => network with { Mode = value },
        _ => Any(network, key, value, six),
    };

    private static NetworkRecord? Any(NetworkRecord network, string key, string value, bool six) => key switch
    {
        Mtu => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int mtu) && mtu >= (six ? 1280 : 68) && mtu <= 65535 ? network with { Mtu = mtu } : null,
        Six => bool.TryParse(value, out _) ? network : null,
        _ => key.Contains('.') && !key.StartsWith(Known, StringComparison.Ordinal) ? network : null,
    };

    private static Fault Unknown(NetworkRecord network, string key, string value) => Wrong(
        $"The driver option {key}={value} is not known, or its value is wrong; {network.Driver} has "
        + (network.IsBridge ? $"{Apart}=true|false, {Masked}=true|false, {HostAddress}=ADDRESS, {Six}=true|false" : $"{Parent}=LINK, {Mode}={string.Join('|', Modes)}") + $" and {Mtu}=BYTES (1280 or more with IPv6).");

    private static Fault Wrong(string sentence) => new(FaultCode.InvalidArgument, sentence) { Field = "options" };
}
