namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>Two real engines; the first reaches the second, as b. Both are reached over cables that a test can cut, so that neither finds a way around.</summary>
public sealed class LinkedEngines : IAsyncLifetime
{
    private readonly List<TcpProxy> cables = [];

    internal Nodes Nodes { get; } = new();

    internal Engine A { get; private set; } = null!;

    internal Engine B { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        (B, int port) = await Start("b", "");
        (A, _) = await Start("a", $"nodes {{ b {{ address = \"{Nodes.Address(port)}\", subject = \"CN=b\" }} }}");
        await Linked("reachable");
    }

    public async Task DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        foreach (var cable in cables) await cable.DisposeAsync();
        await Nodes.DisposeAsync();
    }

    internal void Cut() => cables.ForEach(cable => cable.Cut());

    internal void Mend() => cables.ForEach(cable => cable.Mend());

    /// <summary>Waits until the first engine says so of the second.</summary>
    internal Task Linked(string state) => Until.True($"b is {state}", async () => (await A.Cli("nodes", "--format", "{{.State}}")).Text == state, 60);

    private async Task<(Engine Engine, int Port)> Start(string name, string more)
    {
        int inner = TcpProxy.FreePort();
        var cable = new TcpProxy(TcpProxy.FreePort(), inner);
        cables.Add(cable);
        return (await Engine.StartNew(hocon: Nodes.Hocon(name, inner, $"public-port = {cable.Port}\n{more}")), cable.Port);
    }
}
