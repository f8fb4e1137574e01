using System.Globalization;
using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.LogDrivers;

/// <summary>
/// A file of two places that are written in turn, so that one of them is whole whenever the daemon is killed. It is not fsynced, as the log is not: after a
/// power cut both are as old as the kernel left them.
/// </summary>
internal sealed class CheckpointFile : IDisposable
{
    private const int Place = 128 * 1024, HeadSize = 64;
    private const uint Mode = 0x1A0; // 0640

    private readonly FileLock held;
    private readonly FileDescriptor file;
    private long sequence;

    /// <summary>Opens or makes it.</summary>
    /// <exception cref="IOException">The disk does not let us, or another forwarder still has it.</exception>
    public CheckpointFile(string path)
    {
        held = FileLock.TryTake(path) ?? throw new IOException("An earlier forwarder of this log has not ended yet.");
        file = FileDescriptor.Open(path, OpenFlags.ReadWrite | OpenFlags.Create, Mode);
        foreach (int place in (int[])[0, 1])
        {
            if (ReadPlace(place) is not { } found || found.Sequence <= sequence) continue;
            sequence = found.Sequence;
            Saved = found.Content;
        }
    }

    /// <summary>What was written last; null where nothing was.</summary>
    public Checkpoint? Saved { get; private set; }

    /// <summary>Writes the next one.</summary>
    /// <exception cref="LinuxException">The disk is full, or the like; the last one stays.</exception>
    public void Save(Checkpoint checkpoint)
    {
        byte[] body = Encoding.UTF8.GetBytes(checkpoint.Write());
        if (body.Length > Place - HeadSize) throw new InvalidOperationException($"A checkpoint has {body.Length} bytes, more than there is room for.");
        string head = string.Create(CultureInfo.InvariantCulture, $"checkpoint {sequence + 1:D20} {body.Length:D8} {Hash(body):x16}");
        byte[] whole = [.. Encoding.ASCII.GetBytes(head.PadRight(HeadSize - 1) + "\n"), .. body];
        long at = (sequence + 1) % 2 * Place;
        for (int written = 0; written < whole.Length;)
        {
            int count = file.TryWriteAt(whole.AsSpan(written), at + written);
            if (count < 0) throw new LinuxException((Errno)(-count), "pwrite");
            written += count;
        }

        sequence++;
        Saved = checkpoint;
    }

    public void Dispose()
    {
        file.Dispose();
        held.Dispose();
    }

    private (long Sequence, Checkpoint Content)? ReadPlace(int place)
    {
        byte[] buffer = new byte[Place];
        int filled = 0;
        for (int count; filled < Place && (count = file.TryReadAt(buffer.AsSpan(filled), place * (long)Place + filled)) > 0;) filled += count;
        if (filled < HeadSize) return null;
        string[] head = Encoding.ASCII.GetString(buffer, 0, HeadSize).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (head is not ["checkpoint", var number, var length, var hash]
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long found)
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int size) || size > filled - HeadSize
            || !ulong.TryParse(hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong sum)
            || sum != Hash(buffer.AsSpan(HeadSize, size))) return null;
        return Checkpoint.Read(Encoding.UTF8.GetString(buffer, HeadSize, size)) is { } content ? (found, content) : null;
    }

    // FNV-1a: against torn writes, not against people.
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in bytes) hash = unchecked((hash ^ b) * 1099511628211);
        return hash;
    }
}
