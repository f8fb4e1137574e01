using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Logs;

namespace ActorEngine.Daemon;

/// <summary>Sends what a log reader finds to a client, at the client's pace, with a position after every batch.</summary>
internal static class LogPump
{
    /// <summary>Raw output.</summary>
    public static Task RunAsync(LogReader reader, IEngineCall call) => RunAsync(reader, call, call.Cancelled);

    /// <summary>Raw output, until there is no more or nobody wants it.</summary>
    public static async Task RunAsync(LogReader reader, IEngineCall call, CancellationToken over)
    {
        while (await reader.ReadChunkAsync(over).ConfigureAwait(false) is { } chunk)
        {
            if (chunk.Note is not null) await call.SendItemAsync(new StreamNotice(chunk.Note), over).ConfigureAwait(false);
            else await call.WriteDataAsync(Channel(chunk.Stream), chunk.Data, over).ConfigureAwait(false);
            if (chunk.Next >= reader.Position) await PositionAsync(call, chunk.Next).ConfigureAwait(false);
        }
    }

    /// <summary>Output with each line's time, or the same details, or both before it.</summary>
    public static async Task RunWithPrefixAsync(LogReader reader, IEngineCall call, bool times, string? details)
    {
        byte[] detail = Encoding.UTF8.GetBytes(details + " "); // As with Docker there is a space also where there are no details.
        using var buffer = new MemoryStream();
        var current = LogStreams.None;
        var within = LogStreams.None;
        while (await reader.ReadAsync(call.Cancelled).ConfigureAwait(false) is { } batch)
        {
            foreach (var entry in batch)
            {
                if (entry.Kind != LogEntryKind.Output)
                {
                    await FlushAsync().ConfigureAwait(false);
                    string text = Encoding.UTF8.GetString(entry.Text.Span);
                    await call.SendItemAsync(new StreamNotice(entry.Kind == LogEntryKind.Gap ? "output lost: " + text : "unreadable record skipped"), call.Cancelled).ConfigureAwait(false);
                    continue;
                }

                if (entry.Stream != current || buffer.Length > 64 << 10) await FlushAsync().ConfigureAwait(false);
                current = entry.Stream;
                if ((within & entry.Stream) == 0)
                {
                    if (times)
                    {
                        buffer.Write(entry.TimeText.Span);
                        buffer.WriteByte((byte)' ');
                    }

                    if (details is not null) buffer.Write(detail);
                }

                buffer.Write(entry.Raw.Span);
                within = entry.IsPartial ? within | entry.Stream : within & ~entry.Stream;
            }

            await FlushAsync().ConfigureAwait(false);
            await PositionAsync(call, reader.Position).ConfigureAwait(false);
        }

        async ValueTask FlushAsync()
        {
            if (buffer.Length == 0) return;
            await call.WriteDataAsync(Channel(current), buffer.GetBuffer().AsMemory(0, (int)buffer.Length), call.Cancelled).ConfigureAwait(false);
            buffer.SetLength(0);
        }
    }

    public static ValueTask PositionAsync(IEngineCall call, LogCursor position) =>
        call.SendItemAsync(new StreamPosition(new LogPosition(position.File, position.Offset)), call.Cancelled);

    public static LogStreams Streams(bool stdout, bool stderr) =>
        (stdout ? LogStreams.Stdout : LogStreams.None) | (stderr ? LogStreams.Stderr : LogStreams.None);

    private static int Channel(LogStreams stream) => stream == LogStreams.Stderr ? 2 : 1;
}
