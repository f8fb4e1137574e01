using System.Globalization;
using System.Text;

namespace ActorEngine.Shim.Protocol;

/// <summary>
/// The exit as a file: <c>key=value</c> lines, whole or not there. Written aside, fsynced and renamed by the shim before
/// anybody is told.
/// </summary>
public static class ExitRecord
{
    /// <summary>The file's content for an exit.</summary>
    public static byte[] Format(Exited exit) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"version=1\npid={exit.Pid}\nknown={Flag(exit.Known)}\ncode={exit.Code}\nsignal={exit.Signal}\noom={Flag(exit.OutOfMemory)}\n"
        + $"finished={exit.FinishedAt}\ndrained={Flag(exit.Drained)}\nlog-file={exit.LogEnd.File}\nlog-offset={exit.LogEnd.Offset}\noom-kills={exit.OutOfMemoryKills}\nend\n"));

    /// <summary>Reads the file; null when there is none or it is not whole.</summary>
    public static Exited? Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Parses the content; null when it is not whole. Keys that are not known are ignored.</summary>
    public static Exited? Parse(string text)
    {
        if (!text.EndsWith("\nend\n", StringComparison.Ordinal)) return null;
        return new Exited(
            (int)Number(text, "pid"), Number(text, "known") != 0, (int)Number(text, "code"), (int)Number(text, "signal"),
            Number(text, "oom") != 0, Number(text, "finished"), Number(text, "drained") != 0,
            new LogPosition(Number(text, "log-file"), Number(text, "log-offset")))
        {
            OutOfMemoryKills = Number(text, "oom-kills"),
        };
    }

    private static int Flag(bool value) => value ? 1 : 0;

    private static long Number(string text, string key)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.Length > key.Length && line.StartsWith(key) && line[key.Length] == '=')
                return long.TryParse(line[(key.Length + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : 0;
        }

        return 0;
    }
}
