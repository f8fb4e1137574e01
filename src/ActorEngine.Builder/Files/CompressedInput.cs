using System.IO.Compression;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Builder;

/// <summary>Tells archives by their first bytes and reads them: gzip here, the others by the system's programs.</summary>
internal static class CompressedInput
{
    private const int HeadLength = 512;

    /// <summary>The tar inside; null where the stream is no archive, plain or compressed. The stream must be able to seek.</summary>
    public static Stream? TryOpenTar(Stream file)
    {
        byte[] head = new byte[HeadLength];
        int count = file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        file.Seek(0, SeekOrigin.Begin);
        if (LooksLikeTar(head.AsSpan(0, count))) return file;
        Stream? plain = Open(file, head.AsSpan(0, count));
        if (plain is null) return null;
        // Compressed, but perhaps of something else: then it is just a file.
        byte[] inner = new byte[HeadLength];
        using (Stream probe = plain)
        {
            try
            {
                count = probe.ReadAtLeast(inner, HeadLength, throwOnEndOfStream: false);
            }
            catch (InvalidDataException)
            {
                count = 0;
            }
        }

        file.Seek(0, SeekOrigin.Begin);
        return LooksLikeTar(inner.AsSpan(0, count)) ? Open(file, head) : null;
    }

    /// <summary>What a context's archive holds; it may be plain.</summary>
    public static Stream OpenContext(Stream archive)
    {
        var peeked = new PeekedStream(archive, HeadLength);
        return Open(peeked, peeked.Head) ?? peeked;
    }

    private static Stream? Open(Stream source, ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])) return new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            return CompressionProgram.Of(head) is { } program ? ProgramStream.Start(program, source) : null;
        }
        catch (MissingProgramException missing)
        {
            throw new BuildException(FaultCode.NotSupported, missing.Message);
        }
    }

    private static bool LooksLikeTar(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeadLength || head[0] == 0) return false;
        // The header's checksum, in octal, sums its bytes with blanks in its own place.
        int sum = 0, written = 0;
        for (int i = 0; i < HeadLength; i++) sum += i is >= 148 and < 156 ? ' ' : head[i];
        foreach (byte digit in head.Slice(148, 8))
        {
            if (digit is >= (byte)'0' and <= (byte)'7') written = (written << 3) + digit - '0';
            else if (digit is not ((byte)' ' or 0)) return false;
        }

        return sum == written;
    }
}
