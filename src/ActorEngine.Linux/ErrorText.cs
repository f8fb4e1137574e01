using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>The C library's words for an error number (strerror(3)).</summary>
public static partial class ErrorText
{
    /// <summary>E.g. <c>No such file or directory</c> for <see cref="Errno.ENOENT"/>.</summary>
    public static unsafe string Of(Errno errno)
    {
        byte* buffer = stackalloc byte[256];
        byte* text = StrError(errno, buffer, 256);
        return Marshal.PtrToStringUTF8((nint)text) ?? $"error {(int)errno}";
    }

    [LibraryImport(Native.Libc, EntryPoint = "strerror_r")]
    private static unsafe partial byte* StrError(Errno errno, byte* buffer, nuint size);
}
