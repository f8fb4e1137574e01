using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;
using Microsoft.Data.Sqlite;

namespace ActorEngine.Images;

/// <summary>Turns what goes wrong with disks and archives into faults.</summary>
internal static class StoreFaults
{
    /// <summary>The fault of a failure that can be expected; null for a defect.</summary>
    public static Fault? Expected(Exception failure) => failure switch
    {
        FaultException fault => fault.Fault,
        BlobUnavailableException unavailable => unavailable.Fault,
        LinuxException { Errno: Errno.ENOSPC or Errno.EDQUOT } full => new Fault(FaultCode.Storage, $"The disk of the image store is full: {full.Message}"),
        LinuxException { Errno: Errno.EROFS } readOnly => new Fault(FaultCode.Storage, $"The disk of the image store is read-only: {readOnly.Message}"),
        LinuxException { Errno: Errno.EPERM or Errno.EACCES } denied => new Fault(FaultCode.PermissionDenied, $"The engine lacks a right that the image store needs: {denied.Message}"),
        SqliteException sqlite => new Fault(FaultCode.Storage, $"The database of the image store failed: {sqlite.Message}"),
        InvalidDataException data => new Fault(FaultCode.InvalidArgument, $"The archive is damaged: {data.Message}"),
        DllNotFoundException library => new Fault(FaultCode.NotSupported, $"The archive is compressed with zstd, and {library.Message}; install it (Debian: libzstd1) or send the archive as gzip."),
        MissingProgramException missing => new Fault(FaultCode.NotSupported, missing.Message),
        OperationCanceledException => new Fault(FaultCode.Unavailable, "The import was cancelled."),
        IOException or UnauthorizedAccessException => new Fault(FaultCode.Storage, failure.Message),
        _ => null,
    };

    /// <summary>The fault to answer with, also for a defect.</summary>
    public static Fault Of(Exception failure) =>
        Expected(failure) ?? new Fault(FaultCode.Internal, $"The image store failed unexpectedly: {failure.Message}");
}
