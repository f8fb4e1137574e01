using System.Text.Json;
using System.Threading.Channels;

namespace ActorEngine.Daemon;

/// <summary>
/// Who asked for what over the network, a JSON object a line, in <c>audit/audit.log</c> below the state directory. Bounded: files are
/// rotated, and lines that wait for the disk are at most <see cref="Waiting"/>; a command that finds no room is refused, never carried out unrecorded.
/// </summary>
internal sealed class AuditLog : IAsyncDisposable
{
    /// <summary>Lines that may wait.</summary>
    public const int Waiting = 4096;

    private readonly Channel<AuditEntry> queue = Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly string path;
    private long fileBytes;
    private int files;
    private readonly Task writing;
    private volatile Exception? broken;
    private volatile bool closing;

    /// <exception cref="IOException">The directory cannot be written.</exception>
    public AuditLog(string directory, long fileBytes, int files)
    {
        Bound(fileBytes, files);
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        path = Path.Combine(directory, "audit.log");
        writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Sets the size at which a file is rotated, and how many are kept.</summary>
    public void Bound(long bytes, int count) => (fileBytes, files) = (bytes, count);

    /// <summary>Takes a line; false where none can be taken, so that what it tells of must not happen. Refusals leave half of the room to commands: strangers cannot stop the work by knocking.</summary>
    public bool TryWrite(AuditEntry entry) =>
        broken is null && (!entry.Outcome.EndsWith("refused", StringComparison.Ordinal) || queue.Reader.Count < Waiting / 2) && queue.Writer.TryWrite(entry);

    /// <summary>Writes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        closing = true;
        queue.Writer.TryComplete();
        await writing.ConfigureAwait(false);
    }

    private async Task WriteAllAsync()
    {
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            try
            {
                WriteBatch();
                broken = null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The line that failed is lost; no command is accepted until one can be written again.
                broken = error;
                Console.Error.WriteLine($"actord: the audit log {path} cannot be written: {error.Message}");
                if (closing) return;
                await RetryAsync().ConfigureAwait(false);
            }
        }
    }

    private void WriteBatch()
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        while (file.Length < fileBytes && queue.Reader.TryRead(out var entry))
        {
            JsonSerializer.Serialize(file, entry, AuditJson.Default.AuditEntry);
            file.WriteByte((byte)'\n');
        }

        file.Flush();
        if (file.Length >= fileBytes) Rotate();
    }

    private void Rotate()
    {
        File.Delete($"{path}.{files - 1}");
        for (int number = files - 2; number >= 1; number--)
            if (File.Exists($"{path}.{number}")) File.Move($"{path}.{number}", $"{path}.{number + 1}");
        if (files > 1) File.Move(path, $"{path}.1");
        else File.Delete(path);
    }

    private async Task RetryAsync()
    {
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            await pause.WaitForNextTickAsync().ConfigureAwait(false);
            try
            {
                await using var probe = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
                broken = null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                broken = error;
            }
        }
        while (broken is not null && !closing);
    }
}
