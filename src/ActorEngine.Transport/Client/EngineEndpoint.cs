namespace ActorEngine.Transport;

/// <summary>Where an engine listens.</summary>
/// <param name="SocketPath">Absolute path of its Unix socket; may be longer than the kernel's limit for socket names.</param>
public sealed record EngineEndpoint(string SocketPath)
{
    /// <summary>Reads <c>unix:///path</c> or a plain absolute path.</summary>
    /// <exception cref="FormatException">Anything else; the message says what is allowed.</exception>
    public static EngineEndpoint Parse(string text)
    {
        string path = text.StartsWith("unix://", StringComparison.Ordinal) ? text["unix://".Length..] : text;
        return path.StartsWith('/') && path.Length > 1 && !path.EndsWith('/')
            ? new EngineEndpoint(path)
            : throw new FormatException($"'{text}' is no address of an engine; give unix:///absolute/path.");
    }

    /// <summary>ACTORENGINE_HOST, else engine.sock in ACTORENGINE_RUN, else /run/actorengine/engine.sock.</summary>
    public static EngineEndpoint FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("ACTORENGINE_HOST") is { Length: > 0 } host) return Parse(host);
        string run = Environment.GetEnvironmentVariable("ACTORENGINE_RUN") is { Length: > 0 } directory ? directory : "/run/actorengine";
        return new EngineEndpoint(Path.Combine(Path.GetFullPath(run), "engine.sock"));
    }

    /// <inheritdoc />
    public override string ToString() => $"unix://{SocketPath}";
}
