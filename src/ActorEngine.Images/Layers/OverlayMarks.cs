using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>How overlayfs writes down that a lower name is hidden (kernel documentation, filesystems/overlayfs).</summary>
internal static class OverlayMarks
{
    /// <summary>A 0/0 character device hides a name.</summary>
    public static bool IsWhiteout(FileStatus status) => status.IsCharacterDevice && status.NodeDevice == 0;

    /// <summary>Does a directory (name ending with a zero byte) hide all that lies below it in the lower layers?</summary>
    public static bool IsOpaque(FileDescriptor parent, byte[] name) =>
        ByteNamedStatus.Attribute(parent, name, Whiteout.OpaqueAttribute) is [(byte)'y'];
}
