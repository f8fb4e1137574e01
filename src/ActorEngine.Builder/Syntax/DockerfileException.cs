namespace ActorEngine.Builder;

/// <summary>A Dockerfile that cannot be built, with the place and what should stand there.</summary>
/// <param name="place">Where the instruction begins.</param>
/// <param name="problem">What is wrong, without a full stop.</param>
/// <param name="expected">What would be right; null where the problem says it.</param>
internal sealed class DockerfileException(SourcePlace place, string problem, string? expected = null)
    : Exception(Render(place, problem, expected))
{
    public SourcePlace Place { get; } = place;

    public string Problem { get; } = problem;

    public string? Expected { get; } = expected;

    private static string Render(SourcePlace place, string problem, string? expected)
    {
        string text = $"{place.File}:{place.Line}: {problem}\n  {place.Line} | {place.Text}";
        return expected is null ? text : $"{text}\nexpected: {expected}";
    }
}

/// <summary>Where an instruction stands.</summary>
/// <param name="File">Name of the Dockerfile as the user gave it.</param>
/// <param name="Line">Number of its first line, from 1.</param>
/// <param name="Text">That line.</param>
internal sealed record SourcePlace(string File, int Line, string Text);
