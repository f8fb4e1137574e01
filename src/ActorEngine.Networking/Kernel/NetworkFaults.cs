using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Networking;

/// <summary>What a failure of the kernel's part means to the one who asked.</summary>
internal static class NetworkFaults
{
    public static Fault From(Exception failure, string doing)
    {
        Exception cause = failure is AggregateException { InnerExceptions: [var only] } ? only : failure;
        return cause switch
        {
            LinuxException { Errno: Errno.EPERM or Errno.EACCES } refused => new Fault(FaultCode.PermissionDenied, $"{doing} failed: the engine lacks the right to change networks (CAP_NET_ADMIN and CAP_SYS_ADMIN): {refused.Message}."),
            LinuxException { Errno: Errno.EOPNOTSUPP } missing => new Fault(FaultCode.NotSupported, $"{doing} failed: this kernel has no bridges or no virtual links: {missing.Message}."),
            NotSupportedException missing => new Fault(FaultCode.NotSupported, $"{doing} failed: {missing.Message}."),
            CniException refused => new Fault(FaultCode.NotSupported, $"{doing} failed: {refused.Message}."),
            NftablesException refused => new Fault(FaultCode.NotSupported, $"{doing} failed: {refused.Message}."),
            _ => new Fault(FaultCode.Internal, $"{doing} failed: {cause.Message}."),
        };
    }
}
