using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Whether this process may do something with a file (faccessat(2), with its effective ids).</summary>
public static partial class AccessCheck
{
    /// <summary>May entries be made in the directory, or the file be written?</summary>
    public static bool CanWrite(string path) => Check(-100, path, 2, 0x200) == 0;

    [LibraryImport(Native.Libc, EntryPoint = "faccessat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Check(int directory, string path, int mode, int flags);
}
