using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Tests.Engine;

/// <summary>An engine's socket whose calls a test answers. Disposing it drops every connection, as a daemon that is killed does.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly EngineListener listener;
    private readonly Task accepting;
    private readonly List<IMessage> asked = [];

    public FakeEngine(string socket, Func<ServerCall, Task> answer)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(socket)!);
        listener = EngineListener.Bind(new EngineEndpoint(socket), null, TimeProvider.System);
        accepting = AcceptAsync(answer);
    }

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<IMessage> Asked
    {
        get
        {
            lock (asked) return [.. asked];
        }
    }

    /// <summary>Waits for the first request of a type.</summary>
    public async Task<T> AskedAsync<T>() where T : IMessage
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (Asked.OfType<T>().FirstOrDefault() is { } found) return found;
            await Task.Delay(5, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        await listener.DisposeAsync();
    }

    private async Task AcceptAsync(Func<ServerCall, Task> answer)
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync(stopping.Token);
                _ = connection.RunAsync(call => _ = OneAsync(call, answer), stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task OneAsync(ServerCall call, Func<ServerCall, Task> answer)
    {
        lock (asked) asked.Add(call.Request);
        try
        {
            if (call.Request is WaitContainer { Announce: true }) await call.SendItemAsync(new WaitRegistered());
            await answer(call);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
