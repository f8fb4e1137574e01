namespace ActorEngine.LogDrivers;

/// <summary>Kinds of connection to a syslog daemon.</summary>
internal enum SyslogTransport
{
    UnixStream,
    UnixDatagram,
    Udp,
    Tcp,
    Tls,
}

/// <summary>Where a syslog daemon takes messages.</summary>
/// <param name="Host">A path for a Unix socket.</param>
internal readonly record struct SyslogAddress(SyslogTransport Transport, string Host, int Port)
{
    private const int DefaultPort = 514;

    /// <summary>unix://PATH, unixgram://PATH, udp://HOST[:PORT], tcp://..., tcp+tls://...</summary>
    public static bool TryParse(string text, out SyslogAddress address)
    {
        address = default;
        int end = text.IndexOf("://", StringComparison.Ordinal);
        if (end < 0) return false;
        string scheme = text[..end], rest = text[(end + 3)..];
        if (scheme is "unix" or "unixgram")
        {
            address = new SyslogAddress(scheme == "unix" ? SyslogTransport.UnixStream : SyslogTransport.UnixDatagram, rest, 0);
            // sockaddr_un has room for 108 bytes.
            return rest.Length is > 1 and < 108 && rest[0] == '/';
        }

        SyslogTransport? transport = scheme switch { "udp" => SyslogTransport.Udp, "tcp" => SyslogTransport.Tcp, "tcp+tls" => SyslogTransport.Tls, _ => null };
        // A scheme that Uri has no rules for of its own: host and port, brackets around IPv6.
        if (transport is not { } kind || !Uri.TryCreate("syslog://" + rest, UriKind.Absolute, out var url) || url.Host.Length == 0 || url.PathAndQuery is not ("" or "/")) return false;
        address = new SyslogAddress(kind, url.Host.Trim('[', ']'), url.Port < 0 ? DefaultPort : url.Port);
        return true;
    }

    public override string ToString() => Transport switch
    {
        SyslogTransport.UnixStream => "unix://" + Host,
        SyslogTransport.UnixDatagram => "unixgram://" + Host,
        _ => $"{(Transport == SyslogTransport.Udp ? "udp" : Transport == SyslogTransport.Tcp ? "tcp" : "tcp+tls")}://{Host}:{Port}",
    };
}
