using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Kinds of namespaces (namespaces(7)); the values are the clone flags.</summary>
[Flags]
public enum NamespaceKinds
{
    None = 0,
    FileSystemAttributes = 0x200,
    Mount = 0x20000,
    Cgroup = 0x2000000,
    Uts = 0x4000000,
    Ipc = 0x8000000,
    User = 0x10000000,
    Pid = 0x20000000,
    Network = 0x40000000,
}

/// <summary>
/// setns(2) and unshare(2) for the calling thread: use a dedicated thread, never one of the pool. Before entering a
/// mount namespace a thread must unshare <see cref="NamespaceKinds.FileSystemAttributes"/>.
/// </summary>
public static partial class Namespaces
{
    /// <summary>Enters the namespace that a descriptor (of /proc/PID/ns/KIND or a pidfd) names.</summary>
    public static void Enter(FileDescriptor file, NamespaceKinds kinds) =>
        Native.Check(SetNs(file, kinds), "setns");

    /// <summary>Gives the calling thread new namespaces of its own.</summary>
    public static void Unshare(NamespaceKinds kinds) => Native.Check(UnshareNative(kinds), "unshare");

    [LibraryImport(Native.Libc, EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNs(FileDescriptor file, NamespaceKinds kinds);

    [LibraryImport(Native.Libc, EntryPoint = "unshare", SetLastError = true)]
    private static partial int UnshareNative(NamespaceKinds kinds);
}
