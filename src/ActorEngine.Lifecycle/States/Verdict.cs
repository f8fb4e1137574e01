using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Whether a command fits a state.</summary>
internal enum VerdictKind
{
    /// <summary>It is carried out.</summary>
    Do,
    /// <summary>It waits for the transition in progress, and is judged again.</summary>
    Wait,
    /// <summary>Refused: the container is already as asked.</summary>
    NotModified,
    /// <summary>Refused: the state does not admit it.</summary>
    Conflict,
}

/// <summary>A judgement; <paramref name="Refusal"/> is there exactly when the command is refused.</summary>
internal readonly record struct Verdict(VerdictKind Kind, Fault? Refusal = null);
