using System.Security.Cryptography.X509Certificates;
using ActorEngine.Client;
using Akka.Actor;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>Three real engines in network namespaces of their own; the first has links to the other two.</summary>
public sealed class ThreeNodes : IAsyncLifetime
{
    private const int Port = 7350;

    internal NetworkLab Network { get; private set; } = null!;

    internal Nodes Nodes { get; } = new();

    internal Engine A { get; private set; } = null!;

    internal Engine B { get; private set; } = null!;

    internal Engine C { get; private set; } = null!;

    internal IReadOnlyList<(string Name, Engine Engine)> All => [("a", A), ("b", B), ("c", C)];

    public async Task InitializeAsync()
    {
        Network = await NetworkLab.Create("a", "b", "c");
        B = await Start("b", "");
        C = await Start("c", "");
        A = await Start("a", string.Concat(((string[])["b", "c"]).Select(name => $"nodes.{name} {{ address = \"{Address(name)}\", subject = \"CN={name}\" }}\n")));
        await Linked("b reachable", "c reachable");
    }

    public async Task DisposeAsync()
    {
        await Network.Mend();
        foreach (var (_, engine) in All) await engine.DisposeAsync();
        await Nodes.DisposeAsync();
        await Network.DisposeAsync();
    }

    /// <summary>Waits until the first engine says this of the other two.</summary>
    internal Task Linked(params string[] states) => Until.True($"a's links are {string.Join(", ", states)}", async () =>
        (await A.Cli("nodes", "--format", "{{.Name}} {{.State}}")).Text.Split('\n').SequenceEqual(states), 90);

    internal string Address(string name) => Nodes.Address(Port, Network.Address(name));

    /// <summary>A client on the test's own leg of the network.</summary>
    internal IContainerEngine Connect(string name) => Nodes.Connect(Client(), Address(name));

    /// <summary>An actor system there, and who it is.</summary>
    internal (ActorSystem System, X509Certificate2 Certificate) Client() => Nodes.Client("CN=app", Network.Own);

    private Task<Engine> Start(string name, string more) =>
        Engine.StartNew(wrapper: Network.Wrapper(name), hocon: Nodes.Hocon(name, Port, $"hostname = \"{Network.Address(name)}\"\n{more}"));
}
