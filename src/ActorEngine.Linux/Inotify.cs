using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ActorEngine.Linux;

/// <summary>What inotify(7) reports.</summary>
[Flags]
public enum InotifyEvents : uint
{
    Modify = 0x2,
    CloseWrite = 0x8,
    MovedFrom = 0x40,
    MovedTo = 0x80,
    Create = 0x100,
    Delete = 0x200,
    DeleteSelf = 0x400,
    MoveSelf = 0x800,
    QueueOverflow = 0x4000,
    Ignored = 0x8000,
}

/// <summary>One event; <paramref name="Name"/> is the entry's name when a directory is watched.</summary>
public readonly record struct InotifyEvent(int Watch, InotifyEvents Events, string Name);

/// <summary>A non-blocking inotify(7) instance.</summary>
public sealed partial class Inotify : IDisposable
{
    private readonly byte[] buffer = new byte[8192];

    /// <summary>Opens an instance.</summary>
    public Inotify() => Descriptor = new FileDescriptor(Native.Check(Init(0x80000 | 0x800), "inotify_init1"));

    /// <summary>Readable in poll when events wait.</summary>
    public FileDescriptor Descriptor { get; }

    /// <summary>Watches a file or directory; the same path gives the same number again.</summary>
    public int Watch(string path, InotifyEvents events) =>
        Native.Check(AddWatch(Descriptor, path, events), "inotify_add_watch", path);

    /// <summary>Stops watching; a number that is gone already is ignored.</summary>
    public void Unwatch(int watch) => RemoveWatch(Descriptor, watch);

    /// <summary>Takes the events that wait, without blocking; answers how many were added.</summary>
    public int Take(List<InotifyEvent> events)
    {
        int before = events.Count;
        for (int count; (count = Descriptor.TryRead(buffer)) > 0;) Parse(buffer.AsSpan(0, count), events);
        return events.Count - before;
    }

    /// <inheritdoc />
    public void Dispose() => Descriptor.Dispose();

    private static void Parse(ReadOnlySpan<byte> bytes, List<InotifyEvent> events)
    {
        while (bytes.Length >= 16)
        {
            int watch = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            var mask = (InotifyEvents)BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            int nameLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
            ReadOnlySpan<byte> name = bytes.Slice(16, nameLength).TrimEnd((byte)0);
            events.Add(new InotifyEvent(watch, mask, name.IsEmpty ? "" : Encoding.UTF8.GetString(name)));
            bytes = bytes[(16 + nameLength)..];
        }
    }

    [LibraryImport(Native.Libc, EntryPoint = "inotify_init1", SetLastError = true)]
    private static partial int Init(int flags);

    [LibraryImport(Native.Libc, EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddWatch(FileDescriptor instance, string path, InotifyEvents events);

    [LibraryImport(Native.Libc, EntryPoint = "inotify_rm_watch", SetLastError = true)]
    private static partial int RemoveWatch(FileDescriptor instance, int watch);
}
