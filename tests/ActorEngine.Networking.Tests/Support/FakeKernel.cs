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

    public Task AttachAsync(NetworksState state, Attachment attachment) => Do($"attach {attachment.Run}");

    public Task DetachAsync(NetworksState state, Attachment attachment) => Do($"detach {attachment.Run}");

    public Task ChangeAsync(NetworksState state, Attachment before, Attachment after) => Do($"change {before.Endpoints.Count} to {after.Endpoints.Count}");

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

    public bool Take(PublishedPort port) => !Used.Contains(port.HostPort) && (Held[port.HostPort] = true);

    public void Release(PublishedPort port) => Held.TryRemove(port.HostPort, out _);
}
