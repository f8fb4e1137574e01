using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Columns and rows of a terminal.</summary>
public readonly record struct WindowSize(ushort Columns, ushort Rows);

/// <summary>Terminals and pseudo-terminals (termios(3), pty(7), ioctl_tty(2)).</summary>
public static partial class Terminal
{
    private const int SettingsSize = 128;

    /// <summary>isatty(3).</summary>
    public static bool IsTerminal(FileDescriptor file) => IsATty(file) == 1;

    /// <summary>TIOCGWINSZ; null when the file is not a terminal.</summary>
    public static WindowSize? Size(FileDescriptor terminal)
    {
        WinSize size = default;
        return Ioctl(terminal, 0x5413, ref size) < 0 ? null : new WindowSize(size.Columns, size.Rows);
    }

    /// <summary>TIOCSWINSZ; the foreground process group gets SIGWINCH.</summary>
    public static Errno TryResize(FileDescriptor terminal, WindowSize wanted)
    {
        WinSize size = new() { Columns = wanted.Columns, Rows = wanted.Rows };
        return Ioctl(terminal, 0x5414, ref size) < 0 ? Native.LastError : Errno.None;
    }

    /// <summary>A new pseudo-terminal: its master, and the path of its other side.</summary>
    public static unsafe (FileDescriptor Master, string Path) OpenPseudoTerminal()
    {
        var master = new FileDescriptor(Native.Check(OpenPt((int)(OpenFlags.ReadWrite | OpenFlags.NoControllingTerminal | OpenFlags.CloseOnExec)), "posix_openpt"));
        Native.Check(GrantPt(master), "grantpt");
        Native.Check(UnlockPt(master), "unlockpt");
        byte* name = stackalloc byte[128];
        int error = PtsName(master, name, 128);
        if (error != 0) throw new LinuxException((Errno)error, "ptsname_r");
        return (master, Marshal.PtrToStringUTF8((nint)name)!);
    }

    /// <summary>Switches to raw mode (cfmakeraw(3)) and answers the settings to give back to <see cref="Restore"/>; ENOTTY when it is no terminal.</summary>
    public static byte[] MakeRaw(FileDescriptor terminal)
    {
        byte[] saved = new byte[SettingsSize];
        Native.Check(GetAttributes(terminal, ref saved[0]), "tcgetattr");
        byte[] raw = (byte[])saved.Clone();
        CfMakeRaw(ref raw[0]);
        Native.Check(SetAttributes(terminal, 1 /* TCSADRAIN */, ref raw[0]), "tcsetattr");
        return saved;
    }

    /// <summary>Gives a terminal its saved settings back.</summary>
    public static Errno Restore(FileDescriptor terminal, byte[] saved) =>
        SetAttributes(terminal, 1, ref saved[0]) < 0 ? Native.LastError : Errno.None;

    [StructLayout(LayoutKind.Sequential)]
    private struct WinSize
    {
        public ushort Rows, Columns, XPixels, YPixels;
    }

    [LibraryImport(Native.Libc, EntryPoint = "isatty", SetLastError = true)]
    private static partial int IsATty(FileDescriptor file);

    [LibraryImport(Native.Libc, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(FileDescriptor terminal, nuint request, ref WinSize size);

    [LibraryImport(Native.Libc, EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenPt(int flags);

    [LibraryImport(Native.Libc, EntryPoint = "grantpt", SetLastError = true)]
    private static partial int GrantPt(FileDescriptor master);

    [LibraryImport(Native.Libc, EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int UnlockPt(FileDescriptor master);

    [LibraryImport(Native.Libc, EntryPoint = "ptsname_r")]
    private static unsafe partial int PtsName(FileDescriptor master, byte* name, nuint size);

    [LibraryImport(Native.Libc, EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetAttributes(FileDescriptor terminal, ref byte settings);

    [LibraryImport(Native.Libc, EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetAttributes(FileDescriptor terminal, int when, ref byte settings);

    [LibraryImport(Native.Libc, EntryPoint = "cfmakeraw")]
    private static partial void CfMakeRaw(ref byte settings);
}
