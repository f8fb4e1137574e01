using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Volumes;

/// <summary>What a failure means to the one who asked.</summary>
internal static class VolumeFaults
{
    public static Fault From(Exception failure, string doing)
    {
        Exception cause = failure is AggregateException { InnerExceptions: [var only] } ? only : failure;
        return cause switch
        {
            VolumeException refused => refused.Fault,
            LinuxException { Errno: Errno.ENOSPC or Errno.EDQUOT or Errno.EROFS } full => new Fault(FaultCode.Storage, $"{doing} failed, the disk is full or read-only: {full.Message}."),
            LinuxException { Errno: Errno.EPERM or Errno.EACCES } refused => new Fault(FaultCode.PermissionDenied, $"{doing} failed: {refused.Message}."),
            LinuxException other => new Fault(FaultCode.InvalidArgument, $"{doing} failed: {other.Message}."),
            TimeoutException => new Fault(FaultCode.Timeout, $"{doing} did not end in time."),
            _ => new Fault(FaultCode.Internal, $"{doing} failed: {cause.Message}."),
        };
    }
}
