using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>What a step came to.</summary>
/// <param name="Chain">Chain id of the file system after it; null = an empty one.</param>
/// <param name="IsEmpty">It added no layer.</param>
/// <param name="Created">When it was made; of a base image, when that was.</param>
internal sealed record StepResult(Digest? Chain, bool IsEmpty, DateTimeOffset? Created);
