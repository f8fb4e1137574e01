using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Tells the archive's faults from the machine's.</summary>
internal static class EntryFailure
{
    public static Exception Of(ReadOnlySpan<byte> name, Errno error)
    {
        string text = Encoding.UTF8.GetString(name.TrimEnd((byte)0));
        return error is Errno.ENAMETOOLONG or Errno.ENOTDIR or Errno.EISDIR or Errno.ELOOP or Errno.EINVAL or Errno.ENOENT or Errno.EEXIST or Errno.EXDEV or Errno.EMLINK
            ? FaultException.BadArchive($"The archive has an entry that cannot be unpacked: {text}: {ErrorText.Of(error)}")
            : new LinuxException(error, "unpack", text);
    }
}
