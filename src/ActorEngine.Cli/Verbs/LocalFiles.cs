using ActorEngine.Cli.CommandLine;

namespace ActorEngine.Cli.Verbs;

/// <summary>Opening files of the caller with an error that names the flag.</summary>
internal static class LocalFiles
{
    public static Stream Open(Arguments arguments, string flag, string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw arguments.Wrong(flag, $"'{path}' cannot be read: {Reason(path)}.");
        }
    }

    /// <summary>As <see cref="Open(Arguments, string, string)"/> for an operand.</summary>
    public static Stream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"'{path}' cannot be read: {Reason(path)}.");
        }
    }

    private static string Reason(string path) => Directory.Exists(path) ? "it is a directory" : File.Exists(path) ? "permission denied" : "there is no such file";
}
