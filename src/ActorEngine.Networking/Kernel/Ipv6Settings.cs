namespace ActorEngine.Networking;

/// <summary>Kernel settings of IPv6 (ip-sysctl.rst) in the network namespace of the calling thread.</summary>
internal static class Ipv6Settings
{
    private const string Root = "/proc/sys/net/ipv6/conf", Forwarding = Root + "/all/forwarding";

    /// <summary>A link without IPv6; nothing to do on a kernel that has none.</summary>
    public static void Refuse(string link) => Write(link, "disable_ipv6", "1");

    /// <summary>A link that has the addresses it is given, and learns none from neighbours that say they are routers: they would be other containers.</summary>
    /// <exception cref="NotSupportedException">The host has no IPv6.</exception>
    public static bool Take(string link)
    {
        if (!Directory.Exists(Root)) throw new NotSupportedException("this host has no IPv6 (it was started with ipv6.disable=1)");
        Write(link, "accept_ra", "0");
        Write(link, "disable_ipv6", "0");
        return true;
    }

    /// <summary>
    /// The host forwards packets of IPv6. A host that forwards takes no routes from routers any more, unless a link is told to all the
    /// same (2); what had its routes from there would lose them.
    /// </summary>
    public static void Forward()
    {
        if (File.ReadAllText(Forwarding).Trim() == "1") return;
        foreach (string link in Directory.EnumerateDirectories(Root).Select(path => Path.GetFileName(path)))
            if (link is not ("all" or "default" or "lo") && File.ReadAllText($"{Root}/{link}/accept_ra").Trim() == "1") Write(link, "accept_ra", "2");
        File.WriteAllText(Forwarding, "1");
    }

    private static void Write(string link, string setting, string value)
    {
        string path = $"{Root}/{link}/{setting}";
        if (File.Exists(path)) File.WriteAllText(path, value);
    }
}
