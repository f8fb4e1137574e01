using ActorEngine.Gateway.Calls;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Engine;

/// <summary>Links to the engine, one for each identity of clients. Bounded: the one that was not used for the longest time gives way.</summary>
internal sealed class EnginePool(EngineEndpoint endpoint, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Identities at once.</summary>
    public const int Most = 256;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (EngineLink Link, long Used)> links = [];

    /// <summary>The link that a client asks through.</summary>
    /// <exception cref="ApiException">503: there are too many identities that all have requests in flight.</exception>
    public EngineLink For(ClientIdentity client)
    {
        EngineLink? old = null;
        try
        {
            lock (gate)
            {
                if (!links.TryGetValue(client.Key, out var known))
                {
                    if (links.Count >= Most) old = MakeRoom();
                    known.Link = new EngineLink(endpoint, client.Opening, time);
                }

                links[client.Key] = (known.Link, time.GetTimestamp());
                return known.Link;
            }
        }
        finally
        {
            if (old is not null) _ = old.DisposeAsync().AsTask();
        }
    }

    public async ValueTask DisposeAsync()
    {
        EngineLink[] all;
        lock (gate) all = [.. links.Values.Select(entry => entry.Link)];
        foreach (var link in all) await link.DisposeAsync().ConfigureAwait(false);
    }

    private EngineLink MakeRoom()
    {
        string? unused = links.Where(entry => entry.Value.Link.InFlight == 0).OrderBy(entry => entry.Value.Used).Select(entry => entry.Key).FirstOrDefault();
        if (unused is null) throw new ApiException(503, $"{Most} users have requests in flight; wait for one to end");
        links.Remove(unused, out var removed);
        return removed.Link;
    }
}
