using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>What every topic file shares: the library's name, and turning -1 into an exception.</summary>
internal static class Native
{
    public const string Libc = "libc";

    public const int AtSymlinkNoFollow = 0x100;
    public const int AtEmptyPath = 0x1000;

    /// <summary>The errno that the last call of this thread left.</summary>
    public static Errno LastError => (Errno)Marshal.GetLastPInvokeError();

    public static int Check(int result, string operation, string? subject = null) =>
        result < 0 ? throw LinuxException.Last(operation, subject) : result;

    public static nint Check(nint result, string operation, string? subject = null) =>
        result < 0 ? throw LinuxException.Last(operation, subject) : result;
}
