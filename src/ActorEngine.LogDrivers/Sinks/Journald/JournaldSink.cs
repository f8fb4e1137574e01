using System.Globalization;
using System.Net.Sockets;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>Sends each line to journald as one datagram of its native protocol.</summary>
internal sealed class JournaldSink(string path, byte[] fields) : ILogSink
{
    private readonly MemoryStream entry = new();
    private Socket? socket;

    public async ValueTask<int> WriteAsync(LineBatch batch, int from, CancellationToken cancellation)
    {
        int index = from;
        try
        {
            socket ??= await DatagramSocket.ConnectAsync(path, cancellation).ConfigureAwait(false);
            for (; index < batch.Lines.Count; index++) await socket.SendAsync(Entry(batch.Lines[index]), cancellation).ConfigureAwait(false);
        }
        catch (SocketException failed) when (index > from)
        {
            // The next call meets it again.
            if (failed.SocketErrorCode != SocketError.MessageSize) Drop();
        }
        catch (SocketException failed)
        {
            if (failed.SocketErrorCode == SocketError.MessageSize) throw new SinkException($"journald takes no entry of {entry.Length} bytes.", 1, 1, cause: failed);
            Drop();
            throw new SinkException($"journald at {path}: {failed.Message}", cause: failed);
        }

        return index - from;
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }

    private ReadOnlyMemory<byte> Entry(in LogLine line)
    {
        entry.SetLength(0);
        entry.Write(fields);
        JournaldFields.Add(entry, "MESSAGE", line.Text.Span);
        JournaldFields.Add(entry, "PRIORITY", line.Stream == LogStreams.Stderr ? "3" : "6");
        JournaldFields.Add(entry, "SYSLOG_TIMESTAMP", line.TimeText.Span);
        if (line.Part is { } part)
        {
            if (!part.IsLast) JournaldFields.Add(entry, "CONTAINER_PARTIAL_MESSAGE", "true");
            JournaldFields.Add(entry, "CONTAINER_PARTIAL_ID", part.Id);
            JournaldFields.Add(entry, "CONTAINER_PARTIAL_ORDINAL", part.Ordinal.ToString(CultureInfo.InvariantCulture));
            JournaldFields.Add(entry, "CONTAINER_PARTIAL_LAST", part.IsLast ? "true" : "false");
        }

        return entry.GetBuffer().AsMemory(0, (int)entry.Length);
    }

    private void Drop()
    {
        socket?.Dispose();
        socket = null;
    }
}
