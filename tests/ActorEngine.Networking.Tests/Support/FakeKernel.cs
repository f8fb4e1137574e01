using System.Collections.Concurrent;
using ActorEngine.Contracts;

namespace ActorEngine.Networking.Tests;

/// <summary>A kernel that does all that it is asked, unless a test says otherwise.</summary>
internal sealed class FakeKernel : INetworkKernel
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public Func<string, Task> On { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<string> Findings { get; set; } = [];

    public Task<IReadOnlyList<string>> ReconcileAsync(NetworksState state)
    {
        Calls.Enqueue($"reconcile {state.Attached.Count}");
        return Task.FromResult<IReadOnlyList<string>>([]);
    }

    public Task<IReadOnlyList<Subnet>> RoutesAsync() => Task.FromResult<IReadOnlyList<Subnet>>([Subnet.Parse("172.24.0.0/20")!.Value]);

    public bool AnswersNames => true;

    public string Zone { get; private set; } = "";

    public Task NameAsync(NetworksState state, string zone)
    {
        Zone = zone;
        return Task.CompletedTask;
    }

    public Task AddNetworkAsync(NetworksState state, NetworkRecord network) => Do($"add {network.Name}");

    public Task RemoveNetworkAsync(NetworksState state, NetworkRecord network) => Do($"remove {network.Name}");

    public Task<string> ConfigurationAsync(string name) => Task.FromResult("""{"cniVersion":"1.0.0","name":"wire","plugins":[{"type":"bridge"}]}""");

    public async Task<Attachment> AttachAsync(NetworksState state, Attachment attachment)
    {
        await Do($"attach {attachment.Run}");
        return attachment with { Endpoints = [.. attachment.Endpoints.Select(endpoint => state.Network(endpoint).IsCni ? endpoint with { Address = "10.88.0.7", Prefix = 16 } : endpoint)] };
    }

    public Task DetachAsync(NetworksState state, Attachment attachment) => Do($"detach {attachment.Run}");

    public async Task<Attachment> ChangeAsync(NetworksState state, Attachment before, Attachment after)
    {
        await Do($"change {before.Endpoints.Count} to {after.Endpoints.Count}");
        return after;
    }

    public Task<IReadOnlyList<string>> CheckAsync(NetworksState state) => Task.FromResult(Findings);

    public void Dispose() => Calls.Enqueue("end");

    private Task Do(string call)
    {
        Calls.Enqueue(call);
        return On(call);
    }
}

/// <summary>A host that has all ports free but some.</summary>
internal sealed class FakePorts : IPortHolder
{
    public HashSet<int> Used { get; } = [];

    public ConcurrentDictionary<int, bool> Held { get; } = new();

    private IReadOnlyList<string> found = [];

    /// <summary>What the next check finds.</summary>
    public void Find(string finding) => Volatile.Write(ref found, [finding]);

    public bool Take(PublishedPort port) => !Used.Contains(port.HostPort) && (Held[port.HostPort] = true);

    public bool Keep(PublishedPort port) => Take(port);

    public void Release(PublishedPort port) => Held.TryRemove(port.HostPort, out _);

    public IReadOnlyList<string> Check() => Interlocked.Exchange(ref found, []);
}
