using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Terminals;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli;

/// <summary>What a verb runs with.</summary>
internal sealed record Invocation(Arguments Arguments, EngineEndpoint Endpoint, CliConsole Console)
{
    private const int AtOnce = 50;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>How long an engine that went away is waited for.</summary>
    public TimeSpan Reconnect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The node that the engine passes everything on to; null = the engine itself.</summary>
    public string? Node { get; init; }

    /// <exception cref="EngineConnectionException">No engine answers.</exception>
    /// <exception cref="FaultException">It has no such node.</exception>
    public async Task<EngineConnection> ConnectAsync(CancellationToken cancellation = default)
    {
        var connection = await EngineConnection.ConnectAsync(Endpoint, cancellation);
        try
        {
            if (Node is { } node) await connection.DemandAsync<Done>(new SelectNode(node), cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>One question on a connection of its own.</summary>
    public async Task<T> AskAsync<T>(IMessage message) where T : IReply
    {
        await using var connection = await ConnectAsync();
        return await connection.DemandAsync<T>(message);
    }

    /// <summary>Does the same for each operand, many at once; prints what each gave, in their order, and goes on behind failures. What already is as asked for is done.</summary>
    /// <returns>0, or 1 when one failed.</returns>
    public async Task<int> ForEachAsync(Func<EngineConnection, string, Task<string?>> act)
    {
        await using var connection = await ConnectAsync();
        using var places = new SemaphoreSlim(AtOnce);
        var running = Arguments.Operands.Select(operand => OneAsync(connection, operand, act, places)).ToList();
        int code = 0;
        foreach (var one in running)
        {
            var (line, error) = await one;
            if (line is not null) Console.WriteLine(line);
            if (error is null) continue;
            Console.Complain($"actorctl: {error}");
            code = 1;
        }

        return code;
    }

    private static async Task<(string? Line, string? Error)> OneAsync(EngineConnection connection, string operand, Func<EngineConnection, string, Task<string?>> act, SemaphoreSlim places)
    {
        await places.WaitAsync();
        try
        {
            return (await act(connection, operand), null);
        }
        catch (FaultException error)
        {
            return error.Fault.Code == FaultCode.NotModified ? (operand, null) : (null, error.Message);
        }
        finally
        {
            places.Release();
        }
    }
}
