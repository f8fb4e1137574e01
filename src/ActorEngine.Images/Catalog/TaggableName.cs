using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>A name that an image can be given.</summary>
internal static class TaggableName
{
    /// <summary>Its canonical form.</summary>
    /// <exception cref="FaultException">It is none.</exception>
    public static string Of(ImageReference reference)
    {
        ReferenceName name = ReferenceName.Parse(reference.Value, out string reason) ?? throw new FaultException(new Fault(FaultCode.InvalidArgument, $"{reason}: \"{reference}\"") { Field = "reference" });
        return name.Digest is null ? name.Canonical : throw new FaultException(new Fault(FaultCode.InvalidArgument, $"An image cannot be named by a digest: \"{reference}\"") { Field = "reference" });
    }
}
