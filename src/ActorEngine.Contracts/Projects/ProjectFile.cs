namespace ActorEngine.Contracts;

/// <summary>A file that each container of a service sees, read-only, whose content the client sends: a secret or configuration that is no file of the host.</summary>
/// <param name="Target">Absolute path in the container.</param>
public sealed record ProjectFile(string Target, byte[] Content)
{
    /// <summary>Octal digits; null = 0444.</summary>
    public string? Mode { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"file {Target}";
}
