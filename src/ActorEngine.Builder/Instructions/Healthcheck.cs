namespace ActorEngine.Builder;

/// <summary>How the health of a container is probed (Docker image specification, "Healthcheck"); times in nanoseconds, 0 for the engine's default.</summary>
/// <param name="Test">CMD or CMD-SHELL and its arguments; NONE switches off what the base image has.</param>
internal sealed record Healthcheck(IReadOnlyList<string> Test)
{
    public static Healthcheck None { get; } = new(["NONE"]);

    public long Interval { get; init; }
    public long Timeout { get; init; }
    public long StartPeriod { get; init; }
    public long StartInterval { get; init; }
    public int Retries { get; init; }
}
