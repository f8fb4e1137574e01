namespace ActorEngine.Images;

/// <summary>A hard link to a file that its own layer does not have.</summary>
internal readonly record struct LooseLink(EntryPath Name, EntryPath Target);

/// <summary>What a layer leaves open until the layers below it are known.</summary>
/// <param name="Directories">Made only because entries lie in them; the lower layers know their owner and mode.</param>
/// <param name="Links">Hard links into lower layers.</param>
internal sealed record LayerLoose(IReadOnlyList<byte[]> Directories, IReadOnlyList<LooseLink> Links)
{
    public static LayerLoose Nothing { get; } = new([], []);
}
