using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>
/// The places of a root file system where runtimes put things by path before they enter it. runc up to 1.1 makes the links of /dev (fd, stdin, ptmx)
/// through whatever stands there: a link in an image, or one that an earlier run of the container left, would lead it into the host.
/// </summary>
internal static class RootPlaces
{
    private static readonly string[] Places = ["/dev", "/proc", "/sys"];

    /// <summary>The fault that names the place that is no directory; null when all are, or are missing and will be made.</summary>
    public static Fault? Check(string rootfs)
    {
        foreach (string place in Places)
        {
            if (FileStat.Of(rootfs + place, followLinks: false) is { IsDirectory: false })
                return new Fault(FaultCode.InvalidArgument, $"The root file system has a link or a file in the place of {place}, which would lead the runtime out of the container. Use another image.") { Field = "image" };
        }

        return null;
    }
}
