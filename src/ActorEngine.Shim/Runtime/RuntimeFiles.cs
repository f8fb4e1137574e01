using System.Text;
using ActorEngine.Linux;
using ActorEngine.Shim.Stdio;

namespace ActorEngine.Shim.Runtime;

/// <summary>Small files that a runtime leaves: the pid, and its log.</summary>
internal static class RuntimeFiles
{
    private const int TextLimit = 8 * 1024;

    /// <summary>The pid in a file; 0 when there is none.</summary>
    public static int ReadPid(string path)
    {
        using FileDescriptor? file = FileDescriptor.TryOpen(path, OpenFlags.ReadOnly, 0, out _);
        if (file is null) return 0;
        Span<byte> text = stackalloc byte[32];
        int count = file.TryRead(text);
        return count > 0 && int.TryParse(Encoding.ASCII.GetString(text[..count]).AsSpan().Trim(), out int pid) ? pid : 0;
    }

    public static void Remove(string path)
    {
        if (path.Length > 0) FileTree.Remove(FileDescriptor.CurrentDirectory, path);
    }

    /// <summary>Where a log ends before a call; 0 when there is none.</summary>
    public static long Length(string path) =>
        path.Length > 0 && FileStat.Of(path, followLinks: true) is { } status ? (long)status.Size : 0;

    /// <summary>What a call added to a log, at most the last few kilobytes.</summary>
    public static string ReadFrom(string path, long start)
    {
        if (path.Length == 0) return "";
        using FileDescriptor? file = FileDescriptor.TryOpen(path, OpenFlags.ReadOnly, 0, out _);
        if (file is null) return "";
        var tail = new TailText(TextLimit);
        byte[] part = new byte[4096];
        for (int count; (count = file.TryReadAt(part, start)) > 0; start += count) tail.Add(part.AsSpan(0, count));
        return tail.ToString();
    }
}
