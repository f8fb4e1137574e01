using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>Looks programs up as a shell does.</summary>
internal static class ProgramPath
{
    private const string Fallback = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The absolute path of an executable file; null when there is none.</summary>
    public static string? Find(string program)
    {
        if (program.Contains('/')) return IsExecutable(program) ? Path.GetFullPath(program) : null;
        string path = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } set ? set + ":" + Fallback : Fallback;
        foreach (string directory in path.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string candidate = Path.Combine(directory, program);
            if (IsExecutable(candidate)) return candidate;
        }

        return null;
    }

    private static bool IsExecutable(string path)
    {
        try
        {
            return FileStat.Of(path, followLinks: true) is { IsRegular: true } status && (status.Mode & 0x49 /* 0111 */) != 0;
        }
        catch (LinuxException)
        {
            // PATH names a directory that may not be looked into: to a shell nothing is there.
            return false;
        }
    }
}
