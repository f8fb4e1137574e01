using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Lifecycle;

/// <summary>What an operation's exception means to the one who asked.</summary>
internal static class HostFaults
{
    /// <summary>Full and read-only disks are Storage, ended patience is Timeout, everything else Internal.</summary>
    public static Fault From(Exception failure, string doing)
    {
        Exception cause = failure is AggregateException { InnerExceptions: [var only] } ? only : failure;
        return cause switch
        {
            LinuxException { Errno: Errno.ENOSPC or Errno.EDQUOT or Errno.EROFS } full =>
                new Fault(FaultCode.Storage, $"{Sentence(doing)} failed, the disk is full or read-only: {full.Message}."),
            LinuxException { Errno: Errno.ENOENT } missing =>
                new Fault(FaultCode.NotFound, $"{Sentence(doing)} failed: {missing.Message}."),
            NotSupportedException never => new Fault(FaultCode.NotSupported, $"{Sentence(doing)} is not possible: {never.Message}."),
            TimeoutException or OperationCanceledException => new Fault(FaultCode.Timeout, $"{Sentence(doing)} did not end in time."),
            IOException broken when IsDiskFull(broken) =>
                new Fault(FaultCode.Storage, $"{Sentence(doing)} failed, the disk is full or read-only: {broken.Message}"),
            _ => new Fault(FaultCode.Internal, $"{Sentence(doing)} failed: {cause.Message}"),
        };
    }

    // The base library reports errno in the low bits of HResult on Unix.
    private static bool IsDiskFull(IOException failure) => (Errno)(failure.HResult & 0xffff) is Errno.ENOSPC or Errno.EDQUOT or Errno.EROFS;

    private static string Sentence(string doing) => char.ToUpperInvariant(doing[0]) + doing[1..];
}
