using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>A build that cannot go on, with what its client is told.</summary>
internal sealed class BuildException(Fault fault) : Exception(fault.Message)
{
    public Fault Fault { get; } = fault;

    public BuildException(FaultCode code, string message) : this(new Fault(code, message))
    {
    }

    /// <summary>The fault of whatever went wrong.</summary>
    public static Fault Of(Exception error) => error switch
    {
        AggregateException { InnerException: { } inner } => Of(inner),
        BuildException known => known.Fault,
        DockerfileException wrong => new Fault(FaultCode.InvalidArgument, wrong.Message) { Field = "dockerfile" },
        Linux.LinuxException { Errno: Linux.Errno.ENOSPC or Linux.Errno.EDQUOT } full => new Fault(FaultCode.Storage, $"The disk that the engine builds on is full: {full.Message}"),
        Linux.LinuxException { Errno: Linux.Errno.EROFS } fixedDisk => new Fault(FaultCode.Storage, fixedDisk.Message),
        IOException or UnauthorizedAccessException => new Fault(FaultCode.Storage, error.Message),
        _ => new Fault(FaultCode.Internal, error.Message),
    };
}
