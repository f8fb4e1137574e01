using ActorEngine.Cli.Terminals;
using ActorEngine.Linux;

namespace ActorEngine.Cli.Streams;

/// <summary>How a session treats the caller's side.</summary>
/// <param name="Tty">The program has a terminal.</param>
/// <param name="Stdin">Its input is fed from here.</param>
/// <param name="DetachKeys">Keys that leave it running.</param>
/// <param name="PassSignals">Signals go to the program where the caller's terminal is not raw.</param>
/// <param name="PassHangup">SIGHUP and SIGTERM go to the program also where it is raw, before actorctl ends.</param>
internal sealed record SessionSettings(bool Tty, bool Stdin, byte[] DetachKeys, bool PassSignals, bool PassHangup = false);

/// <summary>The caller's side of an interactive session: raw mode, window size, signals and input, all given back on disposal.</summary>
internal sealed class SessionTerminal : IDisposable
{
    private readonly SessionSettings settings;
    private readonly CliConsole console;
    private readonly RawMode? raw;
    private readonly SignalWatch? watch;
    private int urgent;

    public SessionTerminal(CliConsole console, SessionSettings settings)
    {
        this.console = console;
        this.settings = settings;
        bool goesRaw = settings is { Tty: true, Stdin: true } && console.InputIsTerminal;
        if (goesRaw) watch = new SignalWatch([.. SignalWatch.Ending, Signals.WindowChange]);
        else if (settings.PassSignals) watch = new SignalWatch(settings.Tty ? [.. SignalWatch.Passed, Signals.WindowChange] : SignalWatch.Passed);
        else if (settings.Tty) watch = new SignalWatch(Signals.WindowChange);
        if (goesRaw) raw = RawMode.Enter(console.InputFile!);
        if (settings.Stdin) Input = new StdinSource(console, settings.Tty ? settings.DetachKeys : null);
    }

    /// <summary>null where the program's input is not fed from here.</summary>
    public StdinSource? Input { get; }

    /// <summary>The size to give the program's terminal, or null where it has none or the caller has none.</summary>
    public WindowSize? Size => settings.Tty ? console.Size : null;

    /// <summary>Acts on signals until one of them ends the session; answers with the exit code 128 + signal.</summary>
    public async Task<int> SignalsAsync(Func<int, Task> pass, Func<WindowSize, Task> resize, CancellationToken cancellation)
    {
        if (watch is null) return await Never(cancellation);
        await foreach (int signal in watch.ReadAllAsync(cancellation))
        {
            if (signal == Signals.WindowChange)
            {
                if (Size is { } size) await resize(size);
                continue;
            }

            if (raw is null)
            {
                // Docker gives up on a program that ignores it: the third signal ends actorctl itself.
                if (signal is Signals.Interrupt or Signals.Terminate && ++urgent >= 3) return 128 + signal;
                await pass(signal);
                continue;
            }

            RawMode.RestoreNow();
            if (settings.PassHangup && signal is Signals.Hangup or Signals.Terminate) await pass(signal);
            return 128 + signal;
        }

        return await Never(cancellation);
    }

    public void Dispose()
    {
        raw?.Dispose();
        watch?.Dispose();
    }

    private static async Task<int> Never(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return 0;
    }
}
