using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;

namespace ActorEngine.Oci;

/// <summary>
/// The output of a decompressing program that is fed from a stream. Two threads keep the program going:
/// one writes what it reads, one takes what it complains about. Disposing ends all three.
/// </summary>
public sealed class ProgramStream : ReadOnlyStream
{
    private const int LongestComplaint = 512;
    private readonly string program;
    private readonly Process process;
    private readonly Stream source, output;
    private readonly Thread feeder, listener;

    /// <summary>The end of what it wrote to standard error; the listener's until that has ended.</summary>
    private string complaint = "";
    private Exception? lost;
    private bool isDisposed;

    private ProgramStream(string program, Process process, Stream source)
    {
        (this.program, this.process, this.source) = (program, process, source);
        output = process.StandardOutput.BaseStream;
        feeder = Begin(Feed, "input");
        listener = Begin(Listen, "errors");
    }

    /// <param name="source">Read until the program has enough; its owner's again when this is disposed.</param>
    /// <exception cref="MissingProgramException">The program is not installed.</exception>
    public static ProgramStream Start(string program, Stream source)
    {
        var start = new ProcessStartInfo(program, ["-dc"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return new ProgramStream(program, Process.Start(start)!, source);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new MissingProgramException(program);
        }
    }

    /// <exception cref="InvalidDataException">The program failed; its last words are in the message.</exception>
    /// <remarks>What the source threw, where that failed, is thrown on.</remarks>
    public override int Read(Span<byte> buffer)
    {
        int read = output.Read(buffer);
        if (read > 0) return read;
        process.WaitForExit();
        return Ended();
    }

    /// <inheritdoc cref="Read(Span{byte})" />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await output.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read > 0) return read;
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return Ended();
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private int Ended()
    {
        feeder.Join();
        listener.Join();
        if (lost is not null) ExceptionDispatchInfo.Throw(lost);
        return process.ExitCode == 0 ? 0 : throw new InvalidDataException(complaint.Length > 0 ? complaint : $"{program} ended with exit code {process.ExitCode}");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !isDisposed)
        {
            isDisposed = true;
            if (!process.HasExited) process.Kill();
            feeder.Join();
            listener.Join();
            process.Dispose();
        }

        base.Dispose(disposing);
    }

    private Thread Begin(Action work, string name)
    {
        var thread = new Thread(() => work()) { IsBackground = true, Name = $"{program} {name}" };
        thread.Start();
        return thread;
    }

    private void Feed()
    {
        byte[] buffer = new byte[64 << 10];
        using Stream input = process.StandardInput.BaseStream;
        try
        {
            for (int count; (count = source.Read(buffer, 0, buffer.Length)) > 0;)
                if (!TryWrite(input, buffer.AsSpan(0, count))) return;
        }
        catch (Exception failed)
        {
            // Every kind of failure belongs to the reader, who throws it on.
            lost = failed;
        }
    }

    // False when the program has read all it wants.
    private static bool TryWrite(Stream input, ReadOnlySpan<byte> bytes)
    {
        try
        {
            input.Write(bytes);
            input.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // All of it is taken, or the program would stand still; the end is kept.
    private void Listen()
    {
        using StreamReader errors = process.StandardError;
        char[] buffer = new char[1024];
        var last = new StringBuilder();
        for (int count; (count = errors.Read(buffer, 0, buffer.Length)) > 0;)
        {
            last.Append(buffer, 0, count);
            if (last.Length > LongestComplaint) last.Remove(0, last.Length - LongestComplaint);
        }

        complaint = last.ToString().Trim();
    }
}
