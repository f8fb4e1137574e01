using Akka.Actor;

namespace ActorEngine.Builder;

/// <summary>What the steps of one build share.</summary>
/// <param name="Id">Names the build: label of its containers, directory of its files.</param>
internal sealed record BuildSetting(string Id, BuilderServices Services, BuildTools Tools, BuildClient Client, BuildProgress Progress, DateTimeOffset? Latest)
{
    public Contracts.BuildImage Request => Client.Request;

    /// <summary>The build's own directory; it goes with the build.</summary>
    public string Directory => Path.Combine(Services.Settings.Builds, Id);

    /// <summary>Where secrets lie while a step uses them.</summary>
    public string Secrets => Path.Combine(Services.Settings.Secrets, Id);
}

/// <summary>What all builds share.</summary>
internal sealed record BuildTools(BuildCache Cache, CacheMountTable CacheMounts, Downloads Downloads);

/// <summary>What one step starts from.</summary>
/// <param name="Parent">The result that it stands on; null = an empty file system.</param>
/// <param name="Inputs">Results of other steps that it reads, by their number.</param>
internal sealed record StepOrder(PlanStep Step, StepResult? Parent, IReadOnlyDictionary<int, StepResult> Inputs, ContextTree? Context);

/// <summary>Tells the build how a step went; exactly one of the last two is set.</summary>
/// <param name="Keys">Under which the cache knows the result.</param>
internal sealed record StepEnded(int Step, IReadOnlyList<string> Keys, StepResult? Result, Contracts.Fault? Fault) : INoSerializationVerificationNeeded;
