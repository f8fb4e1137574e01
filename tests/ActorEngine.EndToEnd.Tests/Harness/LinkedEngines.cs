namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>Two real engines; the first reaches the second, as b, over a cable that a test can cut.</summary>
public sealed class LinkedEngines : IAsyncLifetime
{
    internal Nodes Nodes { get; } = new();

    internal Engine A { get; private set; } = null!;

    internal Engine B { get; private set; } = null!;

    internal TcpProxy Cable { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        int inner = TcpProxy.FreePort();
        Cable = new TcpProxy(TcpProxy.FreePort(), inner);
        B = await Engine.StartNew(hocon: Nodes.Hocon("b", inner, $"public-port = {Cable.Port}"));
        A = await Engine.StartNew(hocon: Nodes.Hocon("a", TcpProxy.FreePort(), $"nodes {{ b {{ address = \"{Nodes.Address(Cable.Port)}\", subject = \"CN=b\" }} }}"));
        await Linked("reachable");
    }

    public async Task DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        await Cable.DisposeAsync();
        await Nodes.DisposeAsync();
    }

    /// <summary>Waits until the first engine says so of the second.</summary>
    internal Task Linked(string state) => Until.True($"b is {state}", async () => (await A.Cli("nodes", "--format", "{{.State}}")).Text == state, 60);
}
