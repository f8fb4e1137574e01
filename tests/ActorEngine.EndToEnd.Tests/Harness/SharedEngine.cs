namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>One engine for the tests of a class that do not harm it.</summary>
public sealed class SharedEngine : IAsyncLifetime
{
    internal Engine Engine { get; private set; } = null!;

    public async Task InitializeAsync() => Engine = await Engine.StartNew();

    public async Task DisposeAsync() => await Engine.DisposeAsync();
}
