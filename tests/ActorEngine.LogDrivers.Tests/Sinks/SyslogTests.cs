using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorEngine.LogDrivers.Tests.Support;

namespace ActorEngine.LogDrivers.Tests.Sinks;

public sealed class SyslogTests : IDisposable
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("z", TimeSpan.FromHours(2), "z", "z");

    private readonly Spool spool = new();

    public void Dispose() => spool.Dispose();

    [Theory]
    [InlineData("", "<30>Jan  2 14:34:56 aaaaaaaaaaaa[42]: out", "<27>Jan  2 14:34:56 aaaaaaaaaaaa[42]: err")]
    [InlineData("syslog-facility=local1 tag={{.Name}}", "<142>Jan  2 14:34:56 web[42]: out", "<139>Jan  2 14:34:56 web[42]: err")]
    [InlineData("syslog-format=rfc3164", "<30>Jan  2 14:34:56 HOST aaaaaaaaaaaa[42]: out", "<27>Jan  2 14:34:56 HOST aaaaaaaaaaaa[42]: err")]
    [InlineData("syslog-format=rfc5424", "<30>1 2026-01-02T14:34:56+02:00 HOST aaaaaaaaaaaa 42 aaaaaaaaaaaa - out", "<27>1 2026-01-02T14:34:56+02:00 HOST aaaaaaaaaaaa 42 aaaaaaaaaaaa - err")]
    [InlineData("syslog-format=rfc5424micro", "<30>1 2026-01-02T14:34:56.123456+02:00 HOST aaaaaaaaaaaa 42 aaaaaaaaaaaa - out", "<27>1 2026-01-02T14:34:56.123456+02:00 HOST aaaaaaaaaaaa 42 aaaaaaaaaaaa - err")]
    public async Task Messages_look_as_Dockers_in_each_format(string options, string output, string error)
    {
        string path = Path.Combine(spool.Root, "socket");
        using var receiver = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        receiver.Bind(new UnixDomainSocketEndPoint(path));
        await using var sink = Sink($"syslog-address=unixgram://{path} {options}");
        await sink.SendAsync(Batches.Of("out", "!err"));
        string host = Environment.MachineName;
        Assert.Equal([output.Replace("HOST", host), error.Replace("HOST", host)], [await Receive(receiver), await Receive(receiver)]);
    }

    [Fact]
    public async Task A_stream_has_line_ends_between_messages()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var sink = Sink($"syslog-address=tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        await sink.SendAsync(Batches.Of("a", "b"));
        using var taken = await listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(taken.GetStream());
        Assert.Equal(["a", "b"], [(await reader.ReadLineAsync())![^1..], (await reader.ReadLineAsync())![^1..]]);

        // A receiver that went away is noticed before anything is sent into the void.
        taken.Dispose();
        var next = listener.AcceptTcpClientAsync();
        await sink.SendAsync(Batches.Of("c"));
        using var again = new StreamReader((await next).GetStream());
        Assert.EndsWith("c", await again.ReadLineAsync());
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_that_names_the_address()
    {
        await using var sink = Sink("syslog-address=tcp://127.0.0.1:1");
        var failed = await Assert.ThrowsAsync<SinkException>(() => sink.SendAsync(Batches.Of("x")));
        Assert.Equal(("syslog at tcp://127.0.0.1:1: Connection refused", 0), (failed.Message, failed.Settled));
    }

    [Theory]
    [InlineData("unix:///dev/log", "unix:///dev/log")]
    [InlineData("udp://host", "udp://host:514")]
    [InlineData("tcp+tls://[::1]:6514", "tcp+tls://::1:6514")]
    public void Addresses_are_Dockers(string text, string read)
    {
        Assert.True(SyslogAddress.TryParse(text, out var address));
        Assert.Equal(read, address.ToString());
    }

    [Theory]
    [InlineData("unix://relative")]
    [InlineData("tcp://")]
    [InlineData("tcp://h:99999")]
    [InlineData("host:514")]
    public void What_is_no_address_is_refused(string text) => Assert.False(SyslogAddress.TryParse(text, out _));

    /// <summary>Debian's rsyslogd, which listens on all kinds of transport at paths and ports of the test's.</summary>
    [Fact]
    public async Task The_real_rsyslogd_understands_every_format_on_every_transport()
    {
        using var authority = new TestAuthority(spool.Root);
        int port = FreePort(), secure = FreePort();
        string socket = Path.Combine(spool.Root, "syslog.sock"), written = Path.Combine(spool.Root, "written"), config = Path.Combine(spool.Root, "rsyslog.conf");
        File.WriteAllText(config, $$"""
            global(workDirectory="{{spool.Root}}" defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="{{authority.Authorities}}" defaultNetstreamDriverCertFile="{{authority.Certificate}}" defaultNetstreamDriverKeyFile="{{authority.Key}}")
            module(load="imuxsock" SysSock.Use="off")
            module(load="imudp")
            module(load="imptcp")
            module(load="imtcp" StreamDriver.Name="gtls" StreamDriver.Mode="1" StreamDriver.AuthMode="anon")
            input(type="imuxsock" Socket="{{socket}}" useSpecialParser="off" parseHostname="on" ignoreTimestamp="off")
            input(type="imudp" address="127.0.0.1" port="{{port}}")
            input(type="imptcp" address="127.0.0.1" port="{{port}}")
            input(type="imtcp" address="127.0.0.1" port="{{secure}}")
            template(name="t" type="string" string="%syslogfacility-text%.%syslogseverity-text%|%programname%|%timereported:::date-rfc3339%|%msg:::drop-last-lf%\n")
            action(type="omfile" file="{{written}}" template="t")

            """);
        using var rsyslogd = new Server("/usr/sbin/rsyslogd", "-n", "-f", config, "-i", Path.Combine(spool.Root, "pid"));
        await Until.True("rsyslogd listens", () => rsyslogd.IsAlive && File.Exists(socket) && Listens(secure) && Listens(port));
        string[] transports = [$"unixgram://{socket}", $"udp://127.0.0.1:{port}", $"tcp://127.0.0.1:{port}", $"tcp+tls://localhost:{secure} syslog-tls-ca-cert={authority.Authorities}"];
        int sent = 0;
        foreach (string transport in transports)
        {
            foreach (string format in (string[])["rfc3164", "rfc5424", "rfc5424micro"])
            {
                await using var sink = Sink($"syslog-address={transport} syslog-format={format} syslog-facility=local5 tag=t{sent}");
                await sink.SendAsync(Batches.Of($"text {sent}", $"!error {sent}"));
                sent++;
            }
        }

        string[] lines = [];
        await Until.True("all messages are written", () => rsyslogd.IsAlive && File.Exists(written) && (lines = File.ReadAllLines(written)).Count(line => line.StartsWith("local5", StringComparison.Ordinal)) == sent * 2);
        for (int i = 0; i < sent; i++)
        {
            Assert.Contains(lines, line => line.StartsWith($"local5.info|t{i}|2026-01-02T", StringComparison.Ordinal) && line.TrimEnd().EndsWith($"|{(i % 3 == 0 ? " " : "")}text {i}", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.StartsWith($"local5.err|t{i}|", StringComparison.Ordinal) && line.TrimEnd().EndsWith($"error {i}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_unless_it_is_not_to_be_checked()
    {
        using var authority = new TestAuthority(spool.Root);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = authority.ServeAsync(listener);
        string address = $"syslog-address=tcp+tls://localhost:{((IPEndPoint)listener.LocalEndpoint).Port} syslog-format=rfc5424";
        await using (var sink = Sink(address))
        {
            Assert.Contains("certificate", (await Assert.ThrowsAsync<SinkException>(() => sink.SendAsync(Batches.Of("x")))).Message);
        }

        await using (var sink = Sink(address + " syslog-tls-skip-verify=true"))
        {
            await sink.SendAsync(Batches.Of("hello"));
        }

        // RFC 5425: the length before the message.
        string message = await serving;
        int space = message.IndexOf(' ');
        Assert.Equal(message.Length - space - 1, int.Parse(message[..space]));
        Assert.EndsWith(" - hello", message);
    }

    private static SyslogSink Sink(string options)
    {
        var log = Samples.Log("syslog", options.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Null(LogRules.Check(log));
        return new SyslogSink(SyslogSettings.Of(Samples.View(log), LogPlan.Of(log), new LogDefaults()), 42, Zone);
    }

    private static async Task<string> Receive(Socket receiver)
    {
        byte[] buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await receiver.ReceiveAsync(buffer));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool Listens(int port)
    {
        try
        {
            using var probe = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
