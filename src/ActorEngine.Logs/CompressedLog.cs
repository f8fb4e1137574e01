using System.IO.Compression;
using ActorEngine.Linux;

namespace ActorEngine.Logs;

/// <summary>Log files as gzip (RFC 1952).</summary>
internal static class CompressedLog
{
    private const uint Mode = 0x1A0; // 0640
    private const int BufferSize = 64 * 1024;

    /// <summary>The content of a compressed file in a file without a name, which goes with its descriptor; null when there is no such file.</summary>
    public static FileDescriptor? TryUnpack(string path)
    {
        if (FileDescriptor.TryOpen(path, OpenFlags.ReadOnly, 0, out _) is not { } source) return null;
        using var compressed = new FileStream(source.DetachToFileHandle(), FileAccess.Read, 0);
        using var inflating = new GZipStream(compressed, CompressionMode.Decompress);
        // Beside the log: as large as a log file may be, so not in memory where that can be had.
        FileDescriptor unpacked = FileDescriptor.TryOpen(Path.GetDirectoryName(path)!, OpenFlags.TemporaryFile | OpenFlags.ReadWrite, Mode, out _)
            ?? FileDescriptor.CreateMemory("log");
        try
        {
            byte[] buffer = new byte[BufferSize];
            for (int count; (count = TryInflate(inflating, buffer)) > 0;) unpacked.WriteAll(buffer.AsSpan(0, count));
            return unpacked;
        }
        catch
        {
            unpacked.Dispose();
            throw;
        }
    }

    /// <summary>Puts a compressed copy in the place of a file. False when the file went away meanwhile.</summary>
    public static bool Replace(string path, string compressedPath)
    {
        if (FileDescriptor.TryOpen(path, OpenFlags.ReadOnly, 0, out _) is not { } source) return false;
        string aside = compressedPath + ".tmp";
        try
        {
            using var plain = new FileStream(source.DetachToFileHandle(), FileAccess.Read, 0);
            using (var target = new FileStream(FileDescriptor.Open(aside, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate, Mode).DetachToFileHandle(), FileAccess.Write, 0))
            using (var deflating = new GZipStream(target, CompressionLevel.Fastest))
            {
                plain.CopyTo(deflating, BufferSize);
            }

            File.Move(aside, compressedPath, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }

        // Who deletes old files deletes by their old names: a copy of one that is gone must go too.
        bool held = File.Exists(path);
        if (held) File.Delete(path);
        else File.Delete(compressedPath);
        return held;
    }

    // What a damaged file gives before the damage is read all the same.
    private static int TryInflate(GZipStream from, byte[] buffer)
    {
        try
        {
            return from.Read(buffer);
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }
}
