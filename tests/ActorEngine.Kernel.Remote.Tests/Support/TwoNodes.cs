namespace ActorEngine.Kernel.Remote.Tests;

/// <summary>Two systems that a test lets talk; they end with it.</summary>
public abstract class TwoNodes : IAsyncLifetime
{
    private protected Node A { get; } = Node.Start("A");

    private protected Node B { get; } = Node.Start("B");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await A.Stop();
        await B.Stop();
    }
}
