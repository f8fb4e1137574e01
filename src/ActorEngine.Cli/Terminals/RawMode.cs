using ActorEngine.Linux;

namespace ActorEngine.Cli.Terminals;

/// <summary>The caller's terminal in raw mode. It is given back on disposal, on the process's regular end, and by whoever calls <see cref="RestoreNow"/>; once only.</summary>
internal sealed class RawMode : IDisposable
{
    private static RawMode? active;
    private readonly FileDescriptor terminal;
    private readonly byte[] saved;

    private RawMode(FileDescriptor terminal, byte[] saved)
    {
        this.terminal = terminal;
        this.saved = saved;
    }

    /// <summary>A terminal is raw now, so that lines need a carriage return.</summary>
    public static bool IsActive => Volatile.Read(ref active) is not null;

    public static RawMode Enter(FileDescriptor terminal)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => RestoreNow();
        var mode = new RawMode(terminal, Terminal.MakeRaw(terminal));
        Volatile.Write(ref active, mode);
        return mode;
    }

    /// <summary>Gives the terminal back if it is raw.</summary>
    public static void RestoreNow()
    {
        if (Interlocked.Exchange(ref active, null) is { } mode) Terminal.Restore(mode.terminal, mode.saved);
    }

    public void Dispose() => RestoreNow();
}
