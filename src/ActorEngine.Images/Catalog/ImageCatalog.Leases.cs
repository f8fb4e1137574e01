using System.Collections.Immutable;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Layers that leases hold.</summary>
internal sealed partial record ImageCatalog
{
    /// <summary>By chain id: what leases, or snapshots that stand on layers alone, need.</summary>
    public ImmutableDictionary<Digest, ChainedLayer> Layers { get; init; } = ImmutableDictionary<Digest, ChainedLayer>.Empty;

    /// <summary>By name.</summary>
    public ImmutableSortedDictionary<string, LeaseRecord> Leases { get; init; } = ImmutableSortedDictionary.Create<string, LeaseRecord>(StringComparer.Ordinal);

    /// <summary>The layers of a chain, lowest first; null when the store does not have them.</summary>
    public IReadOnlyList<LayerRecord>? Stack(Digest chain)
    {
        List<LayerRecord> stack = [];
        for (Digest? next = chain; next is { } id;)
        {
            if (!Layers.TryGetValue(id, out ChainedLayer? found)) return Images.Values.Select(image => Prefix(image, chain)).FirstOrDefault(prefix => prefix is not null);
            stack.Insert(0, found.Layer);
            next = found.Parent;
        }

        return stack;
    }

    /// <summary>Makes a lease, or sets when it ends.</summary>
    public ImageCatalog WithLease(string name, DateTimeOffset? expires) =>
        this with { Leases = Leases.SetItem(name, new LeaseRecord(name, expires, Leases.GetValueOrDefault(name)?.Chains ?? [])) };

    /// <summary>Lets a lease hold a chain of layers, lowest first. A lease that is not there is made, without an end.</summary>
    public ImageCatalog Holding(string name, IReadOnlyList<LayerRecord> stack)
    {
        LeaseRecord lease = Leases.GetValueOrDefault(name) ?? new LeaseRecord(name, null, []);
        return WithLayers(stack) with { Leases = Leases.SetItem(name, lease with { Chains = lease.Chains.Add(stack[^1].ChainId) }) };
    }

    /// <summary>Knows the layers of a chain apart from images.</summary>
    public ImageCatalog WithLayers(IReadOnlyList<LayerRecord> stack) =>
        this with { Layers = Layers.SetItems(stack.Select((layer, i) => KeyValuePair.Create(layer.ChainId, new ChainedLayer(layer, i == 0 ? null : stack[i - 1].ChainId))).Where(layer => !Layers.ContainsKey(layer.Key))) };

    /// <summary>Drops a lease; follow it with <see cref="Pruned"/>.</summary>
    public ImageCatalog WithoutLease(string name) => this with { Leases = Leases.Remove(name) };

    /// <summary>Lets a lease hold one chain less; follow it with <see cref="Pruned"/>.</summary>
    public ImageCatalog Releasing(string name, Digest chain) =>
        Leases.TryGetValue(name, out LeaseRecord? lease) ? this with { Leases = Leases.SetItem(name, lease with { Chains = lease.Chains.Remove(chain) }) } : this;

    /// <summary>Drops leases that have ended.</summary>
    public ImageCatalog WithoutExpired(DateTimeOffset now) =>
        this with { Leases = Leases.RemoveRange(Leases.Values.Where(lease => lease.Expires <= now).Select(lease => lease.Name)) };

    /// <summary>Forgets layers that no lease and none of these chains needs.</summary>
    public ImageCatalog Pruned(IEnumerable<Digest> alsoNeeded)
    {
        HashSet<Digest> needed = [];
        foreach (Digest top in Leases.Values.SelectMany(lease => lease.Chains).Concat(alsoNeeded))
            for (Digest? next = top; next is { } id && Layers.TryGetValue(id, out ChainedLayer? layer) && needed.Add(id);) next = layer.Parent;
        return needed.Count == Layers.Count ? this : this with { Layers = Layers.RemoveRange(Layers.Keys.Where(id => !needed.Contains(id))) };
    }

    private static IReadOnlyList<LayerRecord>? Prefix(ImageRecord image, Digest chain)
    {
        for (int i = 0; i < image.Layers.Count; i++)
            if (image.Layers[i].ChainId == chain) return [.. image.Layers.Take(i + 1)];
        return null;
    }
}
