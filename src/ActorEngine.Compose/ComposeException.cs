using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose;

/// <summary>A compose file that cannot be taken; the message is one line, <c>FILE:LINE: PATH: what is wrong</c>.</summary>
public sealed class ComposeException : Exception
{
    internal ComposeException(SourcePlace place, string path, string problem)
        : base(path.Length > 0 ? $"{place}: {path}: {problem}" : $"{place}: {problem}")
    {
    }

    internal ComposeException(string message) : base(message)
    {
    }
}
