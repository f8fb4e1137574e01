using System.Net;
using System.Net.Sockets;
using Akka.Configuration;

namespace Akka.Remote.Transport.Tcp;

/// <summary>The settings under akka.remote.dot-netty.tcp.</summary>
internal sealed class TcpSettings
{
    private const int DefaultOutboundLimit = 32 * 1024 * 1024;

    public TcpSettings(Config config)
    {
        if (config.GetString("transport-protocol", "tcp") != "tcp")
            throw new ConfigurationException("akka.remote.dot-netty.tcp.transport-protocol must be tcp; other transports are not supported.");
        if (config.GetString("byte-order", "little-endian") != "little-endian")
            throw new ConfigurationException("akka.remote.dot-netty.tcp.byte-order must be little-endian.");
        Hostname = NotEmpty(config.GetString("hostname"), "0.0.0.0");
        PublicHostname = InAddress(NotEmpty(config.GetString("public-hostname"), Hostname));
        Port = config.GetInt("port");
        PublicPort = config.GetInt("public-port");
        UseIpv6 = config.GetBoolean("dns-use-ipv6");
        EnableSsl = config.GetBoolean("enable-ssl");
        ConnectTimeout = config.GetTimeSpan("connection-timeout");
        Batching = config.GetBoolean("batching.enabled", true);
        OutboundLimit = Size(config, "write-buffer-high-water-mark", DefaultOutboundLimit);
        SendBufferSize = Size(config, "send-buffer-size", 0);
        ReceiveBufferSize = Size(config, "receive-buffer-size", 0);
        MaximumFrameSize = Size(config, "maximum-frame-size", 128_000);
        if (MaximumFrameSize < 32_000)
            throw new ConfigurationException("akka.remote.dot-netty.tcp.maximum-frame-size must be at least 32000 bytes.");
        Backlog = config.GetInt("backlog");
        NoDelay = config.GetBoolean("tcp-nodelay", true);
        KeepAlive = config.GetBoolean("tcp-keepalive", true);
        ReuseAddress = config.GetString("tcp-reuse-addr", "off-for-windows") is "on" or "off-for-windows" && !OperatingSystem.IsWindows();
    }

    public string Hostname { get; }

    public string PublicHostname { get; }

    public int Port { get; }

    public int PublicPort { get; }

    public bool UseIpv6 { get; }

    public bool EnableSsl { get; }

    /// <summary>The protocol of this system's addresses.</summary>
    public string Protocol => EnableSsl ? "akka.ssl.tcp" : "akka.tcp";

    public TimeSpan ConnectTimeout { get; }

    public bool Batching { get; }

    /// <summary>Bytes that may wait to be written to one peer.</summary>
    public int OutboundLimit { get; }

    public int SendBufferSize { get; }

    public int ReceiveBufferSize { get; }

    public int MaximumFrameSize { get; }

    public int Backlog { get; }

    public bool NoDelay { get; }

    public bool KeepAlive { get; }

    public bool ReuseAddress { get; }

    private static string NotEmpty(string value, string standard) => string.IsNullOrWhiteSpace(value) ? standard : value;

    /// <summary>A host as addresses have it: IPv6 in brackets, which tell its colons from the port's.</summary>
    private static string InAddress(string host) =>
        IPAddress.TryParse(host, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{ip}]" : host;

    private static int Size(Config config, string name, int standard) =>
        config.GetByteSize(name, null) is { } size and > 0 ? (int)Math.Min(size, int.MaxValue / 2) : standard;
}
