using ActorEngine.Contracts;

namespace ActorEngine.Transport.Tests;

/// <summary>A listener in a directory of its own whose calls a test answers.</summary>
public sealed class TestEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly EngineListener listener;
    private readonly Task accepting;

    public TestEngine(Func<ServerCall, Task> answer, string? directory = null)
    {
        Folder = directory ?? Path.Combine(Path.GetTempPath(), $"ae-transport-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Folder);
        Endpoint = new EngineEndpoint(Path.Combine(Folder, "engine.sock"));
        listener = EngineListener.Bind(Endpoint, null, TimeProvider.System);
        accepting = AcceptAsync(answer);
    }

    public string Folder { get; }

    public EngineEndpoint Endpoint { get; }

    public int Connections => listener.Connections;

    public Task<EngineConnection> ConnectAsync() => EngineConnection.ConnectAsync(Endpoint);

    public static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition()) await Task.Delay(5, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        await listener.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task AcceptAsync(Func<ServerCall, Task> answer)
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync(stopping.Token);
                _ = connection.RunAsync(call => _ = answer(call), stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
