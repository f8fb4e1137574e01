namespace ActorEngine.Compose.Interpolation;

/// <summary>Variables of files below those of the client.</summary>
internal static class Variables
{
    /// <summary>A look-up that asks <paramref name="above"/> first.</summary>
    /// <param name="required">A file that is missing is an error.</param>
    /// <exception cref="ComposeException">A file is missing or not understood.</exception>
    public static Func<string, string?> Load(IComposeFiles files, IReadOnlyList<string> paths, bool required, Func<string, string?> above)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            if (files.Read(path) is { } text)
            {
                foreach (var (key, value) in EnvironmentFile.Read(path, text, name => above(name) ?? own.GetValueOrDefault(name))) own[key] = value;
            }
            else if (required)
            {
                throw new ComposeException($"{path}: there is no such file");
            }
        }

        return name => above(name) ?? own.GetValueOrDefault(name);
    }
}
