using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Images;

/// <summary>Why a pull failed, in the words that clients look for.</summary>
internal static class PullFaults
{
    public static ApiException Of(Fault fault, string image)
    {
        string repository = ReferenceName.Parse(image, out _)?.FamiliarRepository ?? image;
        string name = ReferenceName.Parse(image, out _)?.FamiliarExact ?? image;
        return fault.Code switch
        {
            FaultCode.NotFound => new ApiException(404, $"manifest for {name} not found: manifest unknown: {fault.Message}"),
            // A registry that denies a repository may have none of that name.
            FaultCode.PermissionDenied => new ApiException(404, $"pull access denied for {repository}, repository does not exist or may require 'docker login': {fault.Message}"),
            FaultCode.RegistryFailed => new ApiException(500, fault.Message),
            _ => ApiException.Of(fault),
        };
    }
}
