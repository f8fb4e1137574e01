using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Cli.Terminals;

/// <summary>The standard streams of this process, or a test's.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CliConsole(Stream Input, Stream Output, Stream Error)
{
    /// <summary>Set where the stream is a descriptor that may be a terminal.</summary>
    public FileDescriptor? InputFile { get; init; }

    public FileDescriptor? OutputFile { get; init; }

    public FileDescriptor? ErrorFile { get; init; }

    public bool ErrorIsTerminal => ErrorFile is { } file && Terminal.IsTerminal(file);

    public bool InputIsTerminal => InputFile is { } file && Terminal.IsTerminal(file);

    public bool OutputIsTerminal => OutputFile is { } file && Terminal.IsTerminal(file);

    /// <summary>Columns and rows of the terminal that output goes to, or null.</summary>
    public WindowSize? Size => (OutputFile is { } output ? Terminal.Size(output) : null) ?? (InputFile is { } input ? Terminal.Size(input) : null);

    public static CliConsole OfProcess()
    {
        var input = new FileDescriptor(0, ownsHandle: false);
        var output = new FileDescriptor(1, ownsHandle: false);
        var error = new FileDescriptor(2, ownsHandle: false);
        return new CliConsole(new DescriptorStream(input), new DescriptorStream(output), new DescriptorStream(error))
        {
            InputFile = input,
            OutputFile = output,
            ErrorFile = error,
        };
    }

    /// <summary>Writes text to standard output at once.</summary>
    public void Write(string text)
    {
        Output.Write(Encoding.UTF8.GetBytes(text));
        Output.Flush();
    }

    public void WriteLine(string text) => Write(text + "\n");

    /// <summary>Writes text to standard error at once; a closed one is ignored.</summary>
    public void WriteError(string text)
    {
        try
        {
            Error.Write(Encoding.UTF8.GetBytes(text));
            Error.Flush();
        }
        catch (IOException)
        {
            // Nobody is left to tell.
        }
    }

    /// <summary>Writes a line to standard error; a closed one is ignored.</summary>
    public void Complain(string line)
    {
        try
        {
            Error.Write(Encoding.UTF8.GetBytes(line + (Terminals.RawMode.IsActive ? "\r\n" : "\n")));
            Error.Flush();
        }
        catch (IOException)
        {
            // Nobody is left to tell.
        }
    }
}
