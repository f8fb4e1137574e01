using System.Threading.Channels;
using ActorEngine.Cli.Terminals;
using ActorEngine.Shapes;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Streams;

/// <summary>Standard input, read on a thread of its own and sent to one stream after another: what could not be sent on a lost connection is sent on the next.</summary>
internal sealed class StdinSource
{
    private readonly Channel<ReadOnlyMemory<byte>> chunks = Channel.CreateBounded<ReadOnlyMemory<byte>>(1);
    private readonly TaskCompletionSource detached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stream input;
    private readonly DetachScanner? scanner;
    private ReadOnlyMemory<byte> pending;

    /// <param name="detachKeys">null where typing cannot detach.</param>
    public StdinSource(CliConsole console, byte[]? detachKeys)
    {
        input = console.Input;
        scanner = detachKeys is { Length: > 0 } ? new DetachScanner(detachKeys) : null;
        new Thread(Read) { IsBackground = true, Name = "stdin" }.Start();
    }

    /// <summary>Completes when the detach keys were typed.</summary>
    public Task Detached => detached.Task;

    /// <summary>Sends until the input ends (then ends the stream's input too) or the stream does.</summary>
    public async Task SendAsync(EngineStream stream, CancellationToken cancellation)
    {
        try
        {
            while (!pending.IsEmpty || await chunks.Reader.WaitToReadAsync(cancellation))
            {
                if (pending.IsEmpty && !chunks.Reader.TryRead(out pending)) continue;
                await stream.WriteAsync(pending, 0, cancellation);
                pending = default;
            }

            await stream.CompleteWritesAsync(cancellation);
        }
        catch (Exception error) when (error is OperationCanceledException or EngineConnectionException)
        {
            // The stream is over or lost: its reader says so. What is pending waits for the next one.
        }
    }

    private void Read()
    {
        byte[] buffer = new byte[32 * 1024];
        try
        {
            while (input.Read(buffer) is > 0 and int count && Pass(buffer.AsMemory(0, count)))
            {
            }
        }
        catch (IOException)
        {
            // An unreadable input is an ended one.
        }

        if (!detached.Task.IsCompleted) chunks.Writer.TryComplete();
    }

    private bool Pass(ReadOnlyMemory<byte> typed)
    {
        bool leave = false;
        var passed = scanner?.Take(typed, out leave) ?? typed.ToArray();
        if (!passed.IsEmpty) chunks.Writer.WriteAsync(passed).AsTask().GetAwaiter().GetResult();
        if (leave) detached.TrySetResult();
        return !leave;
    }
}
