using System.Text;
using ActorEngine.Linux;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Log;

/// <summary>
/// Turns output into records and appends them to the newest log file. A failing disk never stops the container: what cannot be
/// written is counted, and noted in the log once it can be written to again.
/// </summary>
internal sealed partial class LogWriter
{
    private const int BufferSize = 96 * 1024, RetryMilliseconds = 1000;

    /// <summary>Output that comes in smaller pieces uses too few pages to be worth giving back.</summary>
    private const int Burst = 8 * 1024;

    private readonly PollLoop loop;
    private readonly LogFiles files;
    private readonly long fileSize;
    private readonly bool discard;
    private readonly RecordHeader header = new();
    private readonly NativeBuffer buffer;
    private readonly BufferRest rest;
    private FileDescriptor? file;
    private long offset;
    private int filled;

    /// <param name="scratch">Where the output lies that is appended; given back together with the own buffer.</param>
    public LogWriter(PollLoop loop, ShimSettings settings, NativeBuffer scratch)
    {
        this.loop = loop;
        files = new LogFiles(settings.LogDirectory, settings.LogFileCount);
        fileSize = settings.LogFileSize;
        discard = settings.DiscardLog;
        buffer = new NativeBuffer(discard ? 0 : BufferSize);
        rest = new BufferRest(loop, scratch, buffer);
        if (!discard) OpenFirst();
    }

    /// <summary>Tells about lost output: bytes, error, and whether it is over.</summary>
    public Action<long, Errno, bool> LossReported { get; set; } = static (_, _, _) => { };

    /// <summary>Where the next record goes.</summary>
    public LogPosition Position => files.At(offset);

    /// <summary>Writes what one read gave. The text up to a line end is a full record, what is left over a partial one.</summary>
    public void Append(OutputKind kind, ReadOnlySpan<byte> data)
    {
        if (data.Length > Burst) rest.Used();
        if (discard) return;
        header.Refresh();
        ReadOnlySpan<byte> prefix = header.Of(kind);
        while (!data.IsEmpty)
        {
            int newline = data.IndexOf((byte)'\n');
            ReadOnlySpan<byte> text = newline < 0 ? data : data[..newline];
            Put(prefix, text, newline < 0 ? (byte)'P' : (byte)'F');
            data = newline < 0 ? default : data[(newline + 1)..];
        }

        Flush();
    }

    private void Put(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> text, byte tag)
    {
        int size = RecordHeader.Size + text.Length + 1;
        if (filled + size > buffer.Size) Flush();
        if (fileSize > 0 && offset + filled > 0 && offset + filled + size > fileSize)
        {
            Flush();
            Rotate();
        }

        Span<byte> place = buffer.Span.Slice(filled, size);
        prefix.CopyTo(place);
        place[RecordHeader.TagOffset] = tag;
        text.CopyTo(place[RecordHeader.Size..]);
        place[^1] = (byte)'\n';
        filled += size;
    }

    private void Flush()
    {
        ReadOnlySpan<byte> bytes = buffer.Span.Slice(0, filled);
        // Short lines make much of little.
        if (filled > Burst) rest.Used();
        filled = 0;
        if (bytes.IsEmpty) return;
        if (lost > 0 && !TryNoteGap())
        {
            lost += TextBytes(bytes);
            return;
        }

        int written = TryWriteWhole(bytes, out Errno error);
        if (written < bytes.Length) BeginLoss(TextBytes(bytes[written..]), error);
    }

    /// <summary>Appends records; on an error answers how many bytes of whole records are in the file, the rest taken off.</summary>
    private int TryWriteWhole(ReadOnlySpan<byte> bytes, out Errno error)
    {
        error = Errno.None;
        if (file is null && !TryReopen(out error)) return 0;
        int written = 0;
        while (written < bytes.Length)
        {
            int count = file!.TryWrite(bytes[written..]);
            if (count <= 0)
            {
                error = count == 0 ? Errno.EIO : (Errno)(-count);
                written = bytes[..written].LastIndexOf((byte)'\n') + 1;
                DropTorn(offset + written);
                break;
            }

            written += count;
        }

        offset += written;
        return written;
    }

    private void DropTorn(long end)
    {
        try
        {
            file!.Truncate(end);
            file.Seek(end, 0);
        }
        catch (LinuxException)
        {
            // Not even that works: go on in a new file when the disk is back.
            file!.Dispose();
            file = null;
        }
    }
}
