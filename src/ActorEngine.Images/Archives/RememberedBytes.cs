namespace ActorEngine.Images;

/// <summary>Counts what an archive makes the store keep in memory until its end.</summary>
internal sealed class RememberedBytes(ArchiveLimits limits)
{
    // What a record of the list itself takes.
    private const int Record = 64;

    private long count;

    /// <exception cref="FaultException">It is too much.</exception>
    public void Add(long bytes)
    {
        if ((count += bytes + Record) > limits.MaxRememberedBytes)
            throw FaultException.BadArchive($"The archive's directories, links and names take more than {limits.MaxRememberedBytes} bytes to remember, which is refused as a bomb.");
    }

    /// <summary>An entry with its names and attributes.</summary>
    /// <exception cref="FaultException">It is too much.</exception>
    public void Add(TarEntry entry, int path) =>
        Add(path + entry.Name.Length + entry.LinkName.Length + entry.Attributes.Sum(attribute => (long)attribute.Key.Length + attribute.Value.Length));
}
