using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Whether a start may go on.</summary>
internal abstract record DependencyVerdict
{
    private DependencyVerdict()
    {
    }

    /// <summary>This one is as it should be.</summary>
    public sealed record Met : DependencyVerdict;

    /// <summary>Not yet.</summary>
    /// <param name="For">What for, as words: db to be healthy.</param>
    /// <param name="Start">It does not run, and nobody else starts it.</param>
    public sealed record Wait(string For, bool Start = false) : DependencyVerdict;

    /// <summary>It will not come to that by itself.</summary>
    public sealed record Fail(Fault Fault) : DependencyVerdict;
}
