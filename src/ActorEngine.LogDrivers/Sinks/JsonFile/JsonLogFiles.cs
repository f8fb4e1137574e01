using System.Globalization;
using System.IO.Compression;
using ActorEngine.Linux;

namespace ActorEngine.LogDrivers;

/// <summary>
/// The files of Docker's json-file driver: ID-json.log, and what it left behind as ID-json.log.1, .2 ... (with .gz where they are compressed). The file that is
/// written is cut back to what the checkpoint knows of after a kill, so that no line stands in it twice.
/// </summary>
internal sealed class JsonLogFiles(string path, LogPlan plan) : IDisposable
{
    private const uint Mode = 0x1A0; // 0640

    private FileDescriptor? file;
    private ulong inode;
    private long size;

    private bool Compresses => plan.Compress && plan.Files > 1;

    /// <summary>Which file is written, and how long it is: INODE LENGTH.</summary>
    public string State => file is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{inode} {size}");

    /// <summary>The next line begins a new file.</summary>
    public bool IsFull(long added) => plan.FileSize > 0 && size + added >= plan.FileSize;

    /// <summary>Opens the file, cut back to where the state was taken. A file that is another one than the state's was begun after it.</summary>
    public void Open(string state)
    {
        if (file is not null) return;
        if (Compresses && File.Exists(path + ".1")) Compress(path + ".1");
        var opened = FileDescriptor.Open(path, OpenFlags.ReadWrite | OpenFlags.Create, Mode);
        var status = FileStat.Of(opened);
        string[] known = state.Split(' ');
        if (known is [var number, var length] && ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out ulong of) && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out long end))
        {
            long wanted = of == status.Inode ? end : 0;
            if ((long)status.Size > wanted) opened.Truncate(wanted);
        }

        (file, inode) = (opened, status.Inode);
        size = opened.Seek(0, 2);
    }

    /// <summary>Adds whole lines. When that fails nothing of them stays.</summary>
    /// <exception cref="LinuxException">The disk is full, or the like.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        for (int written = 0; written < lines.Length;)
        {
            int count = file!.TryWriteAt(lines[written..], size + written);
            if (count < 0)
            {
                file.Truncate(size);
                throw new LinuxException((Errno)(-count), "pwrite", path);
            }

            written += count;
        }

        size += lines.Length;
    }

    /// <summary>Begins a new file and leaves the present one behind under the next name.</summary>
    public void Rotate()
    {
        string ending = Compresses ? ".gz" : "";
        if (plan.Files > 1)
        {
            File.Delete(Numbered(plan.Files - 1, ending));
            for (int i = plan.Files - 1; i > 1; i--)
                if (File.Exists(Numbered(i - 1, ending))) File.Move(Numbered(i - 1, ending), Numbered(i, ending), overwrite: true);
            File.Move(path, path + ".1", overwrite: true);
        }
        else
        {
            File.Delete(path);
        }

        // The old one is held until the new one is there, so that they are not given the same number.
        var begun = FileDescriptor.Open(path, OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Truncate, Mode);
        file!.Dispose();
        (file, inode, size) = (begun, FileStat.Of(begun).Inode, 0);
    }

    /// <summary>Compresses the file that was left behind last, where that is asked for.</summary>
    public void CompressLast()
    {
        if (Compresses) Compress(path + ".1");
    }

    public void Dispose()
    {
        file?.Dispose();
        file = null;
    }

    private string Numbered(int number, string ending) => string.Create(CultureInfo.InvariantCulture, $"{path}.{number}{ending}");

    private static void Compress(string left)
    {
        string aside = left + ".gz.tmp";
        using (var source = File.OpenRead(left))
        using (var target = new FileStream(FileDescriptor.Open(aside, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate, Mode).DetachToFileHandle(), FileAccess.Write))
        using (var deflating = new GZipStream(target, CompressionLevel.Fastest))
        {
            source.CopyTo(deflating);
        }

        File.Move(aside, left + ".gz", overwrite: true);
        File.Delete(left);
    }
}
