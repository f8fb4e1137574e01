using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>What a process says about itself: prctl(2), umask(2), working directory, limits.</summary>
public static partial class ProcessControl
{
    /// <summary>Orphaned descendants become this process's children (PR_SET_CHILD_SUBREAPER).</summary>
    public static void BecomeSubreaper() => Native.Check(PrctlNative(36, 1, 0, 0, 0), "prctl(PR_SET_CHILD_SUBREAPER)");

    /// <summary>No exec after this gains privileges (PR_SET_NO_NEW_PRIVS).</summary>
    public static void ForbidNewPrivileges() => Native.Check(PrctlNative(38, 1, 0, 0, 0), "prctl(PR_SET_NO_NEW_PRIVS)");

    /// <summary>The kernel sends this process a signal when the thread that started it ends (PR_SET_PDEATHSIG); 0 turns it off.</summary>
    public static void DieWithParent(int signal) => Native.Check(PrctlNative(1, (nuint)signal, 0, 0, 0), "prctl(PR_SET_PDEATHSIG)");

    /// <summary>Sets the file mode creation mask and answers the old one.</summary>
    public static uint SetUmask(uint mask) => UmaskNative(mask);

    /// <summary>chdir(2) of the whole process.</summary>
    public static void ChangeDirectory(string path) => Native.Check(ChdirNative(path), "chdir", path);

    /// <summary>fchdir(2) of the calling thread's file system attributes.</summary>
    public static void ChangeDirectory(FileDescriptor directory) => Native.Check(FchdirNative(directory), "fchdir");

    /// <summary>The effective user id.</summary>
    public static uint EffectiveUserId => GetEuid();

    /// <summary>The effective group id.</summary>
    public static uint EffectiveGroupId => GetEgid();

    /// <summary>The session id of a process (getsid(2)).</summary>
    public static int SessionOf(int pid) => Native.Check(GetSid(pid), "getsid");

    [LibraryImport(Native.Libc, EntryPoint = "prctl", SetLastError = true)]
    private static partial int PrctlNative(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport(Native.Libc, EntryPoint = "umask")]
    private static partial uint UmaskNative(uint mask);

    [LibraryImport(Native.Libc, EntryPoint = "chdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChdirNative(string path);

    [LibraryImport(Native.Libc, EntryPoint = "fchdir", SetLastError = true)]
    private static partial int FchdirNative(FileDescriptor directory);

    [LibraryImport(Native.Libc, EntryPoint = "geteuid")]
    private static partial uint GetEuid();

    [LibraryImport(Native.Libc, EntryPoint = "getegid")]
    private static partial uint GetEgid();

    [LibraryImport(Native.Libc, EntryPoint = "getsid", SetLastError = true)]
    private static partial int GetSid(int pid);
}
