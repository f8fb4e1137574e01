namespace ActorEngine.Compose.Yaml;

/// <summary>Where in a file something is said.</summary>
/// <param name="File">As messages name it.</param>
/// <param name="Line">From 1; 0 = the file as a whole.</param>
internal readonly record struct SourcePlace(string File, int Line)
{
    /// <inheritdoc />
    public override string ToString() => Line > 0 ? $"{File}:{Line}" : File;
}
