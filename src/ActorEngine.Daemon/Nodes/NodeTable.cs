using ActorEngine.Client;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>The other engines that this one has links to. Thread-safe.</summary>
internal sealed class NodeTable
{
    private volatile IReadOnlyDictionary<string, EngineLink> links = new Dictionary<string, EngineLink>();

    public void Set(IReadOnlyDictionary<string, EngineLink> all) => links = all;

    /// <summary>Certificates may have been revoked.</summary>
    public void Recheck()
    {
        foreach (var link in links.Values) link.Recheck();
    }

    public EngineLink? Find(string name) => links.GetValueOrDefault(name);

    /// <summary>Answer to <see cref="SelectNode"/> for a name that is none.</summary>
    public Fault Missing(string name) => new(FaultCode.NotFound, links.Count == 0
        ? $"No node is called '{name}': this engine has none; name them in actorengine.remote.nodes."
        : $"No node is called '{name}'; there are {string.Join(", ", links.Keys.Order(StringComparer.Ordinal))}.") { Field = "node" };

    /// <summary>Answer to <see cref="ListNodes"/>.</summary>
    public NodeList List() => new([.. links.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => Row(entry.Key, entry.Value))]);

    private static NodeSummary Row(string name, EngineLink link)
    {
        var now = link.State.Now;
        return new NodeSummary(name, link.Address, now.State)
        {
            Subject = now.Session?.Subject ?? "",
            Rights = now.Session?.Rights ?? [],
            EngineId = now.Session?.EngineId ?? "",
            EngineVersion = now.Session?.EngineVersion ?? "",
            Since = now.Since,
            Reason = now.Reason,
        };
    }
}
