using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Images;

/// <summary>What clients are told of a push, in Docker's words.</summary>
internal static class PushLines
{
    /// <summary>How far a layer is; null where there is nothing to say.</summary>
    public static Fields? Of(TransferProgress progress) => progress.Phase switch
    {
        TransferPhase.Preparing => TransferLine.Of(progress, "Preparing"),
        TransferPhase.Waiting => TransferLine.Of(progress, "Waiting"),
        TransferPhase.Pushing => TransferLine.WithBar(progress, "Pushing"),
        TransferPhase.Pushed => TransferLine.Of(progress, "Pushed"),
        TransferPhase.Exists => TransferLine.Of(progress, "Layer already exists"),
        TransferPhase.Mounted => TransferLine.Of(progress, $"Mounted from {progress.Detail}"),
        TransferPhase.Retrying => TransferLine.Of(progress, $"Retrying in {progress.Detail} seconds"),
        _ => null,
    };

    /// <summary>What became of one tag: for people, and for programs.</summary>
    public static IEnumerable<Fields> Results(PushedReference pushed)
    {
        string tag = ReferenceName.Parse(pushed.Reference, out _)?.Tag ?? "latest";
        yield return new Fields { ["status"] = $"{tag}: digest: {pushed.Digest} size: {pushed.Size}" };
        yield return new Fields { ["progressDetail"] = new Fields(), ["aux"] = new Fields { ["Tag"] = tag, ["Digest"] = pushed.Digest.Value, ["Size"] = pushed.Size } };
    }

    /// <summary>Why it failed.</summary>
    public static ApiException Failure(Fault fault, ReferenceName name) => fault.Code switch
    {
        FaultCode.NotFound when fault.Message.StartsWith("No such image", StringComparison.Ordinal) =>
            new ApiException(404, $"An image does not exist locally with the tag: {name.FamiliarRepository}"),
        FaultCode.PermissionDenied => new ApiException(403, $"denied: requested access to the resource is denied: {fault.Message}"),
        FaultCode.RegistryFailed => new ApiException(500, fault.Message),
        _ => ApiException.Of(fault),
    };
}
