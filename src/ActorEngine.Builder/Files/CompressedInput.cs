using System.Diagnostics;
using System.IO.Compression;
using ActorEngine.Contracts;

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
        var peeked = new HeadStream(archive, HeadLength);
        return Open(peeked, peeked.Head) ?? peeked;
    }

    private static Stream? Open(Stream source, ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])) return new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);
        if (head.StartsWith("BZh"u8)) return ProgramStream.Start("bzip2", source);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'])) return ProgramStream.Start("xz", source);
        return head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) ? ProgramStream.Start("zstd", source) : null;
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

/// <summary>The output of a decompressing program that is fed from a stream. Disposing ends it.</summary>
internal sealed class ProgramStream : ReadStream
{
    private readonly Process process;
    private readonly Stream output;
    private readonly string program;
    private readonly Task feeding;

    private ProgramStream(string program, Process process, Task feeding)
    {
        (this.program, this.process, this.feeding) = (program, process, feeding);
        output = process.StandardOutput.BaseStream;
    }

    /// <exception cref="BuildException">The program is not installed.</exception>
    public static ProgramStream Start(string program, Stream source)
    {
        var start = new ProcessStartInfo(program, ["-dc"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            Process process = Process.Start(start)!;
            return new ProgramStream(program, process, FeedAsync(source, process));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new BuildException(FaultCode.NotSupported, $"The archive needs the program {program}, which this machine does not have; install it, or compress with gzip.");
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = output.Read(buffer, offset, count);
        if (read > 0) return read;
        process.WaitForExit();
        return process.ExitCode == 0 ? 0 : throw new InvalidDataException($"{program} could not read it.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (!process.HasExited) process.Kill();
            // The source is its owner's again from here on.
            feeding.GetAwaiter().GetResult();
            process.Dispose();
        }

        base.Dispose(disposing);
    }

    private static async Task FeedAsync(Stream source, Process process)
    {
        try
        {
            await source.CopyToAsync(process.StandardInput.BaseStream).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It has read all it wants.
        }
    }
}
