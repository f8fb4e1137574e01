using System.Buffers.Binary;

namespace ActorEngine.Oci;

/// <summary>
/// Finds the program for <c>--init</c>. It is bound into a root file system that may hold another C library or none, hence it must be
/// linked statically: Debian's <c>tini-static</c> or <c>catatonit</c>, Docker's <c>docker-init</c>.
/// </summary>
public static class InitProgram
{
    private static readonly string[] Usual =
    [
        "/usr/bin/tini-static", "/usr/bin/docker-init", "/usr/libexec/docker/docker-init", "/usr/bin/catatonit", "/usr/libexec/podman/catatonit",
        "/usr/sbin/tini-static", "/sbin/tini-static", "/usr/bin/tini", "/sbin/tini",
    ];

    /// <summary>Where the init program stands in the container.</summary>
    public const string ContainerPath = "/sbin/docker-init";

    /// <summary>The first usable program: the configured one alone, or else the usual places. Null when there is none.</summary>
    public static string? Find(string? configured) => configured is not null
        ? IsStatic(configured) ? configured : null
        : Array.Find(Usual, IsStatic);

    /// <summary>True for an ELF program without an interpreter (elf(5), PT_INTERP).</summary>
    internal static bool IsStatic(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            Span<byte> header = stackalloc byte[64];
            if (file.ReadAtLeast(header, 64, throwOnEndOfStream: false) < 64 || !header.StartsWith("\u007fELF"u8) || header[4] != 2) return false;
            long offset = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
            int size = BinaryPrimitives.ReadUInt16LittleEndian(header[54..]), count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
            Span<byte> type = stackalloc byte[4];
            for (int i = 0; i < count; i++)
            {
                file.Position = offset + ((long)i * size);
                file.ReadExactly(type);
                if (BinaryPrimitives.ReadInt32LittleEndian(type) == 3 /* PT_INTERP */) return false;
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
