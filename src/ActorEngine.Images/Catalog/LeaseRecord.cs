using System.Collections.Immutable;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>A name that holds layers, over restarts.</summary>
/// <param name="Expires">When it ends by itself; null = never.</param>
/// <param name="Chains">The topmost layer of each chain it holds.</param>
internal sealed record LeaseRecord(string Name, DateTimeOffset? Expires, ImmutableHashSet<Digest> Chains);

/// <summary>A layer that the catalog knows apart from images, and the chain it lies on.</summary>
internal sealed record ChainedLayer(LayerRecord Layer, Digest? Parent);
