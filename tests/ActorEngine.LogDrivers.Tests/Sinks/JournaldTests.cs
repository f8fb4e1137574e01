using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ActorEngine.LogDrivers.Tests.Support;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers.Tests.Sinks;

public sealed class JournaldTests : IDisposable
{
    private readonly Spool spool = new();

    public void Dispose() => spool.Dispose();

    [Fact]
    public async Task Each_line_is_one_entry_of_the_native_protocol()
    {
        string path = Path.Combine(spool.Root, "socket");
        using var receiver = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        receiver.Bind(new UnixDomainSocketEndPoint(path));
        await using var sink = Sink(path, "labels=team,com.example.tier", "env=MODE", "tag={{.Name}}");
        await sink.SendAsync(Batches.Make((LogStreams.Stderr, "a\nb"u8.ToArray(), new LinePart("p1", 2, false))));
        byte[] buffer = new byte[4096];
        string entry = Encoding.Latin1.GetString(buffer, 0, await receiver.ReceiveAsync(buffer));
        Assert.Equal(
            "CONTAINER_ID=aaaaaaaaaaaa\nCONTAINER_ID_FULL=" + Samples.Id.Value + "\nCONTAINER_NAME=web\nCONTAINER_TAG=web\nIMAGE_NAME=nginx:1\nSYSLOG_IDENTIFIER=web\n"
            + "TEAM=web & co\nCOM_EXAMPLE_TIER=2\nMODE=fast\n"
            + "MESSAGE\n\u0003\0\0\0\0\0\0\0a\nb\nPRIORITY=3\nSYSLOG_TIMESTAMP=2026-01-02T12:34:56.123456789Z\n"
            + "CONTAINER_PARTIAL_MESSAGE=true\nCONTAINER_PARTIAL_ID=p1\nCONTAINER_PARTIAL_ORDINAL=2\nCONTAINER_PARTIAL_LAST=false\n", entry);
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_told_with_its_path()
    {
        await using var sink = Sink(Path.Combine(spool.Root, "nobody"));
        var failed = await Assert.ThrowsAsync<SinkException>(() => sink.SendAsync(Batches.Of("x")));
        Assert.Equal((true, 0), (failed.Message.Contains("/nobody"), failed.Settled));
    }

    /// <summary>systemd-journald itself, in a mount namespace where /run is a directory of the test's.</summary>
    [Fact]
    public async Task The_real_journald_shows_entries_with_all_their_fields()
    {
        string run = Path.Combine(spool.Root, "run"), socket = Path.Combine(run, "systemd/journal/socket");
        Directory.CreateDirectory(Path.Combine(run, "systemd/journal"));
        string machine = new('c', 32);
        string script = $"mount --bind {run} /run && mount -t tmpfs none /var/log && echo {machine} > /run/machine-id && mount --bind /run/machine-id /etc/machine-id && exec /lib/systemd/systemd-journald";
        using var journald = new Server("unshare", "-m", "sh", "-c", script);
        await Until.True("journald listens", () => journald.IsAlive && File.Exists(socket));
        await using var sink = Sink(socket, "labels=team", "tag=t");
        await sink.SendAsync(Batches.Make(
            (LogStreams.Stdout, "hello journal"u8.ToArray(), null), (LogStreams.Stderr, "bad"u8.ToArray(), null), (LogStreams.Stdout, Encoding.UTF8.GetBytes(new string('y', 16_384)), new LinePart("p", 1, false))));
        List<JsonElement> entries = [];
        await Until.True("the entries are in the journal", () =>
        {
            string shown = Server.Output("journalctl", "-D", Path.Combine(run, "log/journal"), "-o", "json", "--all", "CONTAINER_NAME=web");
            entries = [.. shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
            return entries.Count == 3;
        });
        Assert.Equal(["hello journal", "bad", new string('y', 16_384)], entries.Select(entry => Field(entry, "MESSAGE")));
        Assert.Equal(["6", "3", "6"], entries.Select(entry => Field(entry, "PRIORITY")));
        Assert.Equal((Samples.Id.Value, "t", "web & co", "nginx:1"), (Field(entries[0], "CONTAINER_ID_FULL"), Field(entries[0], "SYSLOG_IDENTIFIER"), Field(entries[0], "TEAM"), Field(entries[0], "IMAGE_NAME")));
        Assert.Equal(("true", "false"), (Field(entries[2], "CONTAINER_PARTIAL_MESSAGE"), Field(entries[2], "CONTAINER_PARTIAL_LAST")));

        static string? Field(JsonElement entry, string name) => entry.GetProperty(name).GetString();
    }

    private static JournaldSink Sink(string path, params string[] options)
    {
        var view = Samples.View(Samples.Log("journald", options));
        return new JournaldSink(path, JournaldFields.Of(view, Samples.Plan("journald", options)));
    }
}
