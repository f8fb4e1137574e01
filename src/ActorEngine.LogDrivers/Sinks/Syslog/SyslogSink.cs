using System.Globalization;
using System.Text;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ActorEngine.LogDrivers;

/// <summary>Sends lines to a syslog daemon: as datagrams, or as a stream with line ends between messages (with TLS and RFC 5424: with lengths before them, RFC 5425).</summary>
internal sealed class SyslogSink(SyslogSettings settings, int? pid = null, TimeZoneInfo? zone = null) : ILogSink
{
    /// <summary>So much is sent at once.</summary>
    private const int ChunkSize = 64 * 1024;

    private readonly SyslogMessage message = new(settings, pid ?? Environment.ProcessId, zone ?? TimeZoneInfo.Local);
    private readonly MemoryStream chunk = new(), single = new();
    private SyslogLink? link;

    private bool IsDatagram => settings.Address.Transport is SyslogTransport.UnixDatagram or SyslogTransport.Udp;

    private bool HasLengths => settings.Address.Transport == SyslogTransport.Tls && settings.Format is SyslogFormat.Rfc5424 or SyslogFormat.Rfc5424Micro;

    public async ValueTask<int> WriteAsync(LineBatch batch, int from, CancellationToken cancellation)
    {
        int sent = 0;
        try
        {
            if (link is { IsBroken: true }) await DropAsync().ConfigureAwait(false);
            link ??= await SyslogLink.ConnectAsync(settings, cancellation).ConfigureAwait(false);
            while (from + sent < batch.Lines.Count)
            {
                int taken = Fill(batch, from + sent);
                await link.SendAsync(chunk.GetBuffer().AsMemory(0, (int)chunk.Length), cancellation).ConfigureAwait(false);
                sent += taken;
            }
        }
        catch (Exception failed) when (failed is IOException or SocketException or AuthenticationException)
        {
            if (sent == 0 && failed is SocketException { SocketErrorCode: SocketError.MessageSize }) throw new SinkException($"{settings.Address} takes no message of {chunk.Length} bytes.", 1, 1, cause: failed);
            await DropAsync().ConfigureAwait(false);
            if (sent == 0) throw new SinkException($"syslog at {settings.Address}: {failed.Message}", cause: failed);
        }

        return sent;
    }

    public ValueTask DisposeAsync() => DropAsync();

    private int Fill(LineBatch batch, int from)
    {
        chunk.SetLength(0);
        int index = from;
        do
        {
            single.SetLength(0);
            message.Write(single, batch.Lines[index++]);
            if (!IsDatagram && !HasLengths) single.WriteByte((byte)'\n');
            if (HasLengths) chunk.Write(Encoding.ASCII.GetBytes(single.Length.ToString(CultureInfo.InvariantCulture) + " "));
            chunk.Write(single.GetBuffer().AsSpan(0, (int)single.Length));
        }
        while (!IsDatagram && index < batch.Lines.Count && chunk.Length < ChunkSize);
        return index - from;
    }

    private async ValueTask DropAsync()
    {
        if (link is { } broken) await broken.DisposeAsync().ConfigureAwait(false);
        link = null;
    }
}
