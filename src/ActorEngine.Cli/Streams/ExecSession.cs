using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Streams;

/// <summary>One attached exec: its streams, its terminal's size, its exit code.</summary>
internal sealed class ExecSession(Invocation call, StartExec start, SessionSettings settings)
{
    /// <summary>The program was started and its end is not known.</summary>
    public const int FailureCode = 125;

    private ExecId? exec;

    /// <exception cref="FaultException">It cannot be started.</exception>
    /// <exception cref="EngineConnectionLostException">The engine went away; the session cannot be taken up again.</exception>
    public async Task<int> RunAsync()
    {
        await using var connection = await call.ConnectAsync();
        using var terminal = new SessionTerminal(call.Console, settings);
        using var ending = new CancellationTokenSource();
        await using var stream = connection.Open(start);
        var output = new OutputRelay(call.Console).RunAsync(stream, item => exec = (item as ExecStarted)?.Exec ?? exec, ending.Token);
        _ = terminal.Input?.SendAsync(stream, ending.Token);
        var signals = terminal.SignalsAsync(_ => Task.CompletedTask, size => ResizeAsync(connection, size), ending.Token);
        var detached = terminal.Input?.Detached ?? Task.Delay(Timeout.Infinite, ending.Token);
        var first = await Task.WhenAny(output, signals, detached);
        int code = first == output ? await EndAsync(output) : first == signals ? await signals : 0;
        await ending.CancelAsync();
        return code;
    }

    private async Task<int> EndAsync(Task<IReply> output)
    {
        try
        {
            return Code(Demands.Expect<ExecEnded>(await output));
        }
        catch (EngineConnectionLostException) when (exec is { } id)
        {
            // Its output went on with nobody to take it, so that going on as if nothing had happened would hide a gap.
            throw new CommandException(
                $"the engine went away. The program goes on in the container without this terminal: its input has ended, what it still writes is lost, and its exit code is not waited for. It is exec session {id}; 'actorctl inspect' lists it while it runs.",
                FailureCode);
        }
    }

    private static int Code(ExecEnded ended) => ended.Exit.Known
        ? ended.Exit.Code
        : throw new FaultException(new Fault(FaultCode.Internal, "The program has ended, and its exit code is not known: nobody was left to see it."));

    private async Task ResizeAsync(EngineConnection connection, WindowSize size)
    {
        if (exec is not { } id) return;
        try
        {
            await connection.AskAsync(new ResizeExec(start.Container, id, size.Rows, size.Columns));
        }
        catch (EngineConnectionException)
        {
            // The stream's reader reports the loss.
        }
    }
}
