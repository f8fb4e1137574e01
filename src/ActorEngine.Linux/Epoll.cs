using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>An epoll(7) instance: one thread waits for many descriptors.</summary>
public sealed partial class Epoll : IDisposable
{
    private readonly FileDescriptor instance = new(Native.Check(Create(0x80000), "epoll_create1"));

    /// <summary>Watches a descriptor, level-triggered; <paramref name="token"/> comes back from <see cref="Wait"/>.</summary>
    public void Add(FileDescriptor descriptor, PollEvents wanted, long token) => Control(1, descriptor, wanted, token);

    /// <summary>Changes what is watched.</summary>
    public void Change(FileDescriptor descriptor, PollEvents wanted, long token) => Control(3, descriptor, wanted, token);

    /// <summary>Stops watching; closing the last descriptor of the open file does so too.</summary>
    public void Remove(FileDescriptor descriptor) => Control(2, descriptor, PollEvents.None, 0);

    /// <summary>Waits, and fills in the tokens of what is ready; answers how many.</summary>
    public int Wait(Span<long> tokens, int milliseconds)
    {
        Span<EpollEvent> events = stackalloc EpollEvent[Math.Min(tokens.Length, 64)];
        int count = WaitNative(instance, ref MemoryMarshal.GetReference(events), events.Length, milliseconds);
        if (count < 0)
        {
            if (Native.LastError == Errno.EINTR) return 0;
            throw LinuxException.Last("epoll_wait");
        }

        for (int i = 0; i < count; i++) tokens[i] = events[i].Token;
        return count;
    }

    /// <inheritdoc />
    public void Dispose() => instance.Dispose();

    private void Control(int operation, FileDescriptor descriptor, PollEvents wanted, long token)
    {
        EpollEvent entry = new() { Events = (uint)wanted, Token = token };
        Native.Check(ControlNative(instance, operation, descriptor, ref entry), "epoll_ctl");
    }

    // struct epoll_event is packed on x86-64.
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct EpollEvent
    {
        public uint Events;
        public long Token;
    }

    [LibraryImport(Native.Libc, EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport(Native.Libc, EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int ControlNative(FileDescriptor instance, int operation, FileDescriptor descriptor, ref EpollEvent entry);

    [LibraryImport(Native.Libc, EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int WaitNative(FileDescriptor instance, ref EpollEvent events, int count, int milliseconds);
}
