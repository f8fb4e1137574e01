using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Streams;

/// <summary>A request whose answer is raw bytes, to a file or to standard output.</summary>
internal static class Download
{
    /// <summary>The option's row.</summary>
    public static Option Option => CommandLine.Option.Value("output", "FILE", "Write to this file instead of standard output; it appears when it is complete.", 'o') with { Completes = Completes.File };

    /// <exception cref="CommandException">There is nowhere to write to.</exception>
    /// <exception cref="FaultException">The engine refused.</exception>
    public static async Task<int> RunAsync(Invocation call, IMessage request)
    {
        string? file = call.Arguments.Value("output");
        if (file is null && call.Console.OutputIsTerminal) throw new CommandException("an archive is not written to a terminal; name a file with -o, or pipe it into something.");
        await using var connection = await call.ConnectAsync();
        await using var stream = connection.Open(request);
        if (file is null) await CopyAsync(stream, call.Console.Output);
        else await ToFileAsync(call.Arguments, stream, file);
        return 0;
    }

    private static async Task ToFileAsync(Arguments arguments, EngineStream stream, string file)
    {
        string aside = $"{file}.{Environment.ProcessId}.part";
        try
        {
            await using (var target = Create(arguments, aside)) await CopyAsync(stream, target);
            File.Move(aside, file, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static FileStream Create(Arguments arguments, string path)
    {
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw arguments.Wrong("output", error.Message);
        }
    }

    private static async Task CopyAsync(EngineStream stream, Stream target)
    {
        await foreach (var element in stream.ReadAsync())
        {
            if (element is StreamElement.Data data) target.Write(data.Bytes.Span);
            else if (element is StreamElement.End end) Demands.Expect<StreamEnded>(end.Reply);
        }

        target.Flush();
    }
}
