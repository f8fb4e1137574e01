namespace ActorEngine.Builder;

/// <summary>What a build does: steps that stand on each other, and the image that they end in. Stages that are not needed are not in it.</summary>
/// <param name="Steps">Each after those that it needs.</param>
/// <param name="Result">The step whose file system the image has; null = an empty one.</param>
/// <param name="Spec">The image's configuration; its history names steps.</param>
internal sealed record Plan(IReadOnlyList<PlanStep> Steps, int? Result, ImageSpec Spec)
{
    /// <summary>All instructions of the stages that are needed, in the order of the file.</summary>
    public IReadOnlyList<PlannedInstruction> Outline { get; init; } = [];

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Paths and patterns of the context that steps read; "" for all of it.</summary>
    public IReadOnlyList<string> ContextPaths { get; init; } = [];

    /// <summary>Seconds since 1970 that no time in the result may exceed (SOURCE_DATE_EPOCH).</summary>
    public long? SourceDateEpoch { get; init; }
}

/// <summary>An instruction of a plan.</summary>
/// <param name="Step">The step that carries it out; null where it changes the configuration alone.</param>
internal sealed record PlannedInstruction(int Stage, string Text, int? Step);

/// <summary>A plan, or the images that must be known before it can be made.</summary>
internal sealed record PlanOutcome(Plan? Plan, IReadOnlyList<ImageNeed> Needs);
