using System.Runtime.InteropServices;
using System.Threading.Channels;
using ActorEngine.Linux;

namespace ActorEngine.Cli.Terminals;

/// <summary>Takes signals away from their default action and hands them out in order.</summary>
internal sealed class SignalWatch : IDisposable
{
    private readonly Channel<int> taken = Channel.CreateBounded<int>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<PosixSignalRegistration> registrations = [];

    public SignalWatch(params ReadOnlySpan<int> signals)
    {
        foreach (int signal in signals)
        {
            registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, context =>
            {
                context.Cancel = true;
                taken.Writer.TryWrite(signal);
            }));
        }
    }

    /// <summary>Those that end a program and can be caught.</summary>
    public static ReadOnlySpan<int> Ending => [Signals.Hangup, Signals.Interrupt, Signals.Quit, Signals.Terminate];

    /// <summary>Those that are passed on to a program without a terminal.</summary>
    public static ReadOnlySpan<int> Passed => [Signals.Hangup, Signals.Interrupt, Signals.Quit, Signals.User1, Signals.User2, 14, Signals.Terminate, Signals.Continue];

    public IAsyncEnumerable<int> ReadAllAsync(CancellationToken cancellation) => taken.Reader.ReadAllAsync(cancellation);

    public ValueTask<int> NextAsync(CancellationToken cancellation) => taken.Reader.ReadAsync(cancellation);

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        taken.Writer.TryComplete();
    }
}
