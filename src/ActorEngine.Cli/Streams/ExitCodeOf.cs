using System.Globalization;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Streams;

/// <summary>Learns a container's exit code, also where it is already gone: the event journal remembers what the container no longer tells.</summary>
/// <param name="Container">The container.</param>
/// <param name="Since">Nothing that happened before counts.</param>
internal sealed record ExitCodeOf(ContainerReference Container, DateTimeOffset Since)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public Task<IReply> AskAsync(EngineConnection connection, WaitCondition condition, CancellationToken cancellation) =>
        connection.AskAsync(new WaitContainer(Container, condition), cancellation);

    /// <summary>As <see cref="AskAsync"/>, and comes back when the engine has noted the question: what is started after that is not over unseen.</summary>
    public async Task<Task<IReply>> NotedAsync(EngineConnection connection, WaitCondition condition, CancellationToken cancellation)
    {
        var noted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = ReadAsync(connection, new WaitContainer(Container, condition) { Announce = true }, noted, cancellation);
        // An engine that says nothing of it is an older one.
        await Task.WhenAny(noted.Task, answer, Task.Delay(Patience, cancellation));
        return answer;
    }

    /// <summary>The code, once all output has arrived: the exit has happened, so that an answer still outstanding was asked for too late.</summary>
    /// <exception cref="FaultException">The engine does not know it.</exception>
    public async Task<int> AfterOutputAsync(EngineConnection connection, Task<IReply> asked, CancellationToken cancellation)
    {
        if (await Task.WhenAny(asked, Task.Delay(Patience, cancellation)) != asked)
        {
            var again = AskAsync(connection, WaitCondition.NotRunning, cancellation);
            asked = await Task.WhenAny(asked, again);
        }

        return await CodeAsync(connection, await asked, cancellation);
    }

    /// <summary>The code in an answer to <see cref="WaitContainer"/>.</summary>
    /// <exception cref="FaultException">The engine does not know it.</exception>
    public async Task<int> CodeAsync(EngineConnection connection, IReply answer, CancellationToken cancellation)
    {
        if (answer is Fault { Code: FaultCode.NotFound } && await FromEventsAsync(connection, cancellation) is { } remembered) return remembered;
        return Code(Demands.Expect<ContainerWaited>(answer));
    }

    /// <summary>The code in the answer.</summary>
    /// <exception cref="FaultException">There is none: it could not be started, or nobody saw its end.</exception>
    public static int Code(ContainerWaited waited)
    {
        if (waited.Error is { Length: > 0 } error) throw new FaultException(new Fault(FaultCode.RuntimeFailed, error, waited.Exit.Code));
        if (!waited.Exit.Known)
            throw new FaultException(new Fault(FaultCode.Internal, "The container has ended, and its exit code is not known: nobody was left to see it."));
        return waited.Exit.Code;
    }

    private static async Task<IReply> ReadAsync(EngineConnection connection, WaitContainer wait, TaskCompletionSource noted, CancellationToken cancellation)
    {
        await using var stream = connection.Open(wait);
        await foreach (var element in stream.ReadAsync(cancellation))
        {
            if (element is StreamElement.End end) return end.Reply;
            noted.TrySetResult();
        }

        throw new EngineConnectionLostException(connection.Endpoint);
    }

    // What has just happened may still be on its way to the journal.
    private async Task<int?> FromEventsAsync(EngineConnection connection, CancellationToken cancellation) =>
        await LastDeathAsync(connection, TimeSpan.Zero, cancellation) ?? await LastDeathAsync(connection, Patience, cancellation);

    // Of those until now, or the first that comes in the time.
    private async Task<int?> LastDeathAsync(EngineConnection connection, TimeSpan patience, CancellationToken cancellation)
    {
        int? code = null;
        await using var stream = connection.Open(new SubscribeEvents
        {
            Since = Since,
            Until = DateTimeOffset.UnixEpoch.AddTicks(Linux.Clock.RealTime / 100) + patience,
            Filters = [new Filter("type", "container"), new Filter("event", "die"), new Filter("container", Container.Value)],
        });
        await foreach (var element in stream.ReadAsync(cancellation))
        {
            if (element is StreamElement.Item { Value: EngineEvent die } && die.Attributes.TryGetValue("exitCode", out string? text)
                && int.TryParse(text, CultureInfo.InvariantCulture, out int number)) code = number;
            if (code is not null && patience > TimeSpan.Zero) break;
        }

        return code;
    }
}
