using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>Names for the result, looked at before a build does its work for nothing. The image store has the last word.</summary>
internal static class ImageNames
{
    /// <summary>null where the name will do.</summary>
    public static Fault? Check(string name) => ReferenceName.Parse(name, out string reason) switch
    {
        null => new Fault(FaultCode.InvalidArgument, $"invalid tag \"{name}\": {reason}") { Field = "tags" },
        { Digest: not null } => new Fault(FaultCode.InvalidArgument, $"invalid tag \"{name}\": a digest cannot be given; write NAME[:TAG]") { Field = "tags" },
        _ => null,
    };
}
