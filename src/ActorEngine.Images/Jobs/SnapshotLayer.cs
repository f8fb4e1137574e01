using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Makes a layer of a snapshot's upper directory.</summary>
internal static class SnapshotLayer
{
    /// <summary>Writes the blob into the job's area.</summary>
    /// <param name="lower">Directories of the layers below, topmost first.</param>
    public static StagedLayer Write(JobContext job, string upper, IReadOnlyList<string> lower, LayerCompression compression, DateTimeOffset? latest)
    {
        string path = job.Area.NewPath();
        List<FileDescriptor> below = [];
        try
        {
            foreach (string directory in lower) below.Add(FileDescriptor.Open(directory, OpenFlags.ReadOnly | OpenFlags.Directory));
            using FileDescriptor top = FileDescriptor.Open(upper, OpenFlags.ReadOnly | OpenFlags.Directory);
            using var file = new LayerFile(path, compression);
            var writer = new LayerWriter(new TarWriter(file), top, below) { Latest = latest is { } time ? (time - DateTimeOffset.UnixEpoch).Ticks * 100 : long.MaxValue };
            writer.Write(job.Cancellation);
            file.Finish();
            job.Intake.Keep(path, file.Blob);
            Compression kept = compression == LayerCompression.Gzip ? Compression.Gzip : Compression.None;
            return new StagedLayer(file.DiffId, file.Blob, file.BlobSize, kept, "", writer.Size, LayerLoose.Nothing) { Entries = writer.Entries, IsClaimed = true };
        }
        finally
        {
            foreach (FileDescriptor directory in below) directory.Dispose();
        }
    }
}
