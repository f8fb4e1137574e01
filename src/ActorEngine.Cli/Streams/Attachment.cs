using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Streams;

/// <summary>What to join.</summary>
internal sealed record AttachPlan(ContainerReference Container, SessionSettings Session)
{
    public bool Stdout { get; init; } = true;
    public bool Stderr { get; init; } = true;

    /// <summary>Start the container once its streams are joined.</summary>
    public bool Start { get; init; }

    /// <summary>It never ran, so that all its output belongs to this session, from the first byte.</summary>
    public bool Fresh { get; init; }
}

/// <summary>Joins a container's streams until it exits, is left by the detach keys, or a signal ends the session. Goes on over restarts of the engine.</summary>
internal sealed class Attachment(Invocation call, Resuming link, AttachPlan plan)
{
    private readonly OutputRelay relay = new(call.Console);
    private readonly ExitCodeOf exitCode = new(plan.Container, call.Clock.GetUtcNow());
    private EngineConnection? current;
    private bool started = !plan.Start;

    /// <summary>The exit code for actorctl: the container's, 0 after the detach keys, 128 + signal after a signal.</summary>
    /// <exception cref="FaultException">It cannot be joined or started.</exception>
    public async Task<int> RunAsync()
    {
        using var terminal = new SessionTerminal(call.Console, plan.Session);
        using var ending = new CancellationTokenSource();
        var work = link.RunAsync((connection, lost) => OnceAsync(connection, lost, terminal, ending.Token), ending.Token);
        var signals = terminal.SignalsAsync(PassAsync, ResizeAsync, ending.Token);
        var detached = terminal.Input?.Detached ?? Task.Delay(Timeout.Infinite, ending.Token);
        var first = await Task.WhenAny(work, signals, detached);
        int code = first == work ? await work : first == signals ? await signals : 0;
        await ending.CancelAsync();
        return code;
    }

    private async Task<int> OnceAsync(EngineConnection connection, int lost, SessionTerminal terminal, CancellationToken cancellation)
    {
        Volatile.Write(ref current, connection);
        try
        {
            return await JoinAsync(connection, lost, terminal, cancellation);
        }
        catch (FaultException gone) when (lost > 0 && gone.Fault.Code == FaultCode.NotFound)
        {
            // It ended and went (--rm) before it could be joined again.
            return await exitCode.CodeAsync(connection, gone.Fault, cancellation);
        }
    }

    private async Task<int> JoinAsync(EngineConnection connection, int lost, SessionTerminal terminal, CancellationToken cancellation)
    {
        if (lost > 0)
        {
            relay.Point.Restart(plan.Fresh);
            if (!started) started = await HasStartedAsync(connection, cancellation);
        }

        bool start = !started;
        await using var stream = connection.Open(new AttachContainer(plan.Container, plan.Stdout, plan.Stderr)
        {
            Stdin = plan.Session.Stdin,
            Logs = plan.Fresh && relay.Point.Position is null,
            From = relay.Point.Position,
        });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var output = relay.RunAsync(stream, null, over.Token);
        // Noted before the start, lest a short run is over before the question arrives.
        var exit = start ? await exitCode.NotedAsync(connection, WaitCondition.NextExit, over.Token) : exitCode.AskAsync(connection, WaitCondition.NotRunning, over.Token);
        try
        {
            if (start) await StartAsync(connection, output, cancellation);
            _ = terminal.Input?.SendAsync(stream, over.Token);
            if (terminal.Size is { } size) await ResizeAsync(size);
            await output;
            return await exitCode.AfterOutputAsync(connection, exit, cancellation);
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private async Task StartAsync(EngineConnection connection, Task output, CancellationToken cancellation)
    {
        // A fault of the attach itself comes first: nothing is started that nobody would see.
        if (output.IsFaulted) await output;
        await connection.DemandAsync<Done>(new StartContainer(plan.Container), cancellation);
        started = true;
    }

    private async Task<bool> HasStartedAsync(EngineConnection connection, CancellationToken cancellation)
    {
        var now = await connection.DemandAsync<ContainerInspection>(new InspectContainer(plan.Container), cancellation);
        return now.State.Status != ContainerStatus.Created;
    }

    private Task PassAsync(int signal) => TellAsync(new KillContainer(plan.Container, SignalNames.Of(signal)));

    private Task ResizeAsync(WindowSize size) => TellAsync(new ResizeContainer(plan.Container, size.Rows, size.Columns));

    // Best effort: a container that has just exited refuses, which its exit explains.
    private async Task TellAsync(IMessage message)
    {
        try
        {
            if (Volatile.Read(ref current) is { } connection) await connection.AskAsync(message).WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception error) when (error is EngineConnectionException or TimeoutException or OperationCanceledException)
        {
            // The connection is being replaced.
        }
    }
}
