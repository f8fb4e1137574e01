using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>
/// Requests that may be sent twice: questions, what carries an operation id, and what changes nothing when it is done already. The others end with
/// <see cref="EngineLinkLostException"/> where their answer is lost.
/// </summary>
internal static class RepeatableRequest
{
    public static bool Is(IMessage request) => request is IQuery or CreateContainer or StopContainer or RemoveContainer or UpdateContainer or ResizeContainer
        or StartContainer { Operation.Value.Length: > 0 } or RestartContainer { Operation.Value.Length: > 0 };

    /// <summary>The request with an operation id, where it takes one and has none.</summary>
    public static IMessage Named(IMessage request) => request switch
    {
        StartContainer { Operation.Value: null or "" } start => start with { Operation = OperationId.New() },
        RestartContainer { Operation.Value: null or "" } restart => restart with { Operation = OperationId.New() },
        _ => request,
    };

    /// <summary>What the answer to a repetition means.</summary>
    public static IReply Answer(IMessage request, IReply reply) => (request, reply) switch
    {
        // The first one did it.
        (RemoveContainer, Fault { Code: FaultCode.NotFound }) or (StopContainer, Fault { Code: FaultCode.NotModified }) => new Done(),
        _ => reply,
    };
}
