namespace ActorEngine.LogDrivers;

/// <summary>One option of a driver.</summary>
/// <param name="Name">As in <c>--log-opt NAME=VALUE</c>.</param>
/// <param name="Wanted">What a value must be, to end the sentence "it must be ...".</param>
/// <param name="IsGood">Whether a value is that.</param>
internal sealed record LogOption(string Name, string Wanted, Func<string, bool> IsGood);
