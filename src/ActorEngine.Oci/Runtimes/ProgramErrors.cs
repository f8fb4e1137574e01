using System.Text.RegularExpressions;
using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>Texts of runc 1.x and crun 1.x about the program that was to be started and its working directory.</summary>
internal static partial class ProgramErrors
{
    private const int NotExecutable = 126, NotFound = 127;

    /// <summary>The fault, or null when the text is about something else.</summary>
    public static Fault? Explain(string message, string? program)
    {
        Match named = Named().Match(message);
        if (named.Success) return OfReason(named.Groups["name"].Value, named.Groups["reason"].Value);
        Match missing = Missing().Match(message);
        if (missing.Success) return OfReason(missing.Groups["name"].Value, "no such file or directory");
        Match directory = Directory().Match(message);
        if (directory.Success) return OfDirectory(directory.Groups["path"].Value, directory.Groups["reason"].Value);
        Match format = Executed().Match(message);
        if (format.Success) return OfReason(format.Groups["name"] is { Success: true } name ? name.Value : program ?? "?", format.Groups["reason"].Value);
        Match unnamed = Unnamed().Match(message);
        return unnamed.Success ? OfReason(program ?? "?", unnamed.Groups["reason"].Value) : null;
    }

    private static Fault OfReason(string name, string reason)
    {
        string lower = reason.ToLowerInvariant();
        return lower switch
        {
            _ when lower.Contains("exec format error") => Start($"exec {name}: exec format error: it is no program for this machine and has no #! line", NotExecutable),
            _ when lower.Contains("permission denied") => Start($"exec: \"{name}\": permission denied", NotExecutable),
            _ when lower.Contains("operation not permitted") || lower.Contains("is a directory") => Start($"exec: \"{name}\": permission denied: it is not a regular file", NotExecutable),
            _ when lower.Contains("not a directory") => Start($"exec: \"{name}\": stat {name}: not a directory", NotFound),
            _ when lower.Contains("not found") || lower.Contains("no such file") => Start(name.Contains('/')
                ? $"exec: \"{name}\": stat {name}: no such file or directory"
                : $"exec: \"{name}\": executable file not found in $PATH", NotFound),
            _ => Start($"exec: \"{name}\": {reason}", NotExecutable),
        };
    }

    private static Fault OfDirectory(string path, string reason)
    {
        string lower = reason.ToLowerInvariant();
        return new Fault(FaultCode.RuntimeFailed, $"unable to start container process: chdir to cwd (\"{path}\") failed: {lower}. Give another --workdir.", lower.Contains("no such file") ? NotFound : NotExecutable)
        {
            Field = "workingDirectory",
        };
    }

    private static Fault Start(string reason, int exitCode) => new(FaultCode.RuntimeFailed, "unable to start container process: " + reason, exitCode) { Field = "command" };

    // runc: exec: "foo": executable file not found in $PATH
    [GeneratedRegex("exec: \"(?<name>[^\"]*)\": (?<reason>.+)$")]
    private static partial Regex Named();

    // crun: executable file `foo` not found in $PATH: No such file or directory
    [GeneratedRegex("executable file [`'](?<name>[^`']*)[`'] not found")]
    private static partial Regex Missing();

    // runc: chdir to cwd ("/x") set in config.json failed: ...; mkdir /x: not a directory. crun: chdir `/x`: ...
    [GeneratedRegex("(?:chdir to cwd \\(\"(?<path>[^\"]*)\"\\).* failed|chdir [`'](?<path>[^`']*)[`']|container init: mkdir (?<path>/\\S*)): (?<reason>.+)$")]
    private static partial Regex Directory();

    // runc: exec /bad: exec format error. crun: exec container process (missing dynamic library?) `/bad`: No such file or directory; exec: Exec format error
    [GeneratedRegex("^exec(?: container process(?: \\([^)]*\\))?)?(?: [`']?(?<name>/[^:`']*)[`']?)?: (?<reason>[^\"].*)$")]
    private static partial Regex Executed();

    // crun: open executable: Permission denied
    [GeneratedRegex("open executable: (?<reason>.+)$")]
    private static partial Regex Unnamed();
}
