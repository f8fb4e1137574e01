using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>A system call failed. The one exception type that errno is turned into.</summary>
public sealed class LinuxException : IOException
{
    /// <summary>Creates the exception for a call that failed with <paramref name="errno"/>.</summary>
    /// <param name="errno">What the kernel answered.</param>
    /// <param name="operation">The system call or library function, e.g. <c>openat2</c>.</param>
    /// <param name="subject">The path or object it was about, when there is one.</param>
    public LinuxException(Errno errno, string operation, string? subject = null)
        : base(Describe(errno, operation, subject))
    {
        Errno = errno;
        Operation = operation;
        Subject = subject;
        HResult = (int)errno;
    }

    /// <summary>What the kernel answered.</summary>
    public Errno Errno { get; }

    /// <summary>The call that failed.</summary>
    public string Operation { get; }

    /// <summary>The path or object, or null.</summary>
    public string? Subject { get; }

    /// <summary>The exception for the errno that the last native call of this thread left.</summary>
    public static LinuxException Last(string operation, string? subject = null) =>
        new((Errno)Marshal.GetLastPInvokeError(), operation, subject);

    private static string Describe(Errno errno, string operation, string? subject)
    {
        string reason = ErrorText.Of(errno);
        return subject is null ? $"{operation}: {reason}" : $"{operation} {subject}: {reason}";
    }
}
