using System.Buffers;
using System.Globalization;
using System.Text;
using ActorEngine.Linux;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Exec;

/// <summary>A session as its file tells it.</summary>
internal readonly record struct ExecRecord(string Id, int Pid, ulong StartTime, ExecExited? Exit);

/// <summary>
/// The sessions as files, one each, for the shim that comes after this one: <c>PID START-TIME</c>, and after the end a second line
/// <c>KNOWN CODE SIGNAL TIME</c>. Gone once the end was acknowledged. A file that cannot be written costs only what a fresh shim would know.
/// </summary>
internal static class ExecRecords
{
    private const string Place = "execs";

    public static void Begin(string id, int pid)
    {
        FileTree.TryMakeDirectory(FileDescriptor.CurrentDirectory, Place, 0x1C0);
        Write(id, OpenFlags.Create | OpenFlags.Truncate, pid.ToString() + " " + (ProcessTable.StartTime(pid) ?? 0).ToString() + "\n");
    }

    public static void End(ExecExited exit) => Write(
        exit.Id, OpenFlags.Append,
        (exit.Known ? "1 " : "0 ") + exit.Code.ToString() + " " + exit.Signal.ToString() + " " + exit.FinishedAt.ToString() + "\n");

    public static void Forget(string id)
    {
        try
        {
            FileTree.Remove(FileDescriptor.CurrentDirectory, PathOf(NameOf(id)));
        }
        catch (LinuxException)
        {
            // A name too long to be a file's never was one.
        }
    }

    /// <summary>What an earlier shim left.</summary>
    public static List<ExecRecord> Read()
    {
        List<ExecRecord> records = [];
        using FileDescriptor? place = FileDescriptor.TryOpen(Place, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out _);
        if (place is null) return records;
        foreach (DirectoryEntry entry in DirectoryEntries.Read(place))
        {
            string name = Encoding.ASCII.GetString(entry.Name.AsSpan(0, entry.Name.Length - 1));
            if (TryRead(name) is { } record) records.Add(record);
        }

        return records;
    }

    /// <summary>Another run of the container begins: what the one before left is of no use.</summary>
    public static void Clear()
    {
        foreach (ExecRecord record in Read()) Forget(record.Id);
    }

    private static ExecRecord? TryRead(string name)
    {
        using FileDescriptor? file = FileDescriptor.TryOpen(PathOf(name), OpenFlags.ReadOnly, 0, out _);
        if (file is null) return null;
        Span<byte> text = stackalloc byte[256];
        int count = file.TryRead(text);
        string[] words = Encoding.ASCII.GetString(text[..Math.Max(0, count)]).Split(' ', '\n');
        Span<byte> id = stackalloc byte[name.Length];
        // A session whose pid was not written was not answered for either.
        if (words.Length < 3 || Convert.FromHexString(name, id, out _, out int size) != OperationStatus.Done) return null;
        bool ended = words.Length == 7;
        string session = Encoding.UTF8.GetString(id[..size]);
        return new ExecRecord(
            session, int.Parse(words[0], CultureInfo.InvariantCulture), ulong.Parse(words[1], CultureInfo.InvariantCulture),
            ended ? new ExecExited(session, words[2] == "1", Number(words[3]), Number(words[4]), long.Parse(words[5], CultureInfo.InvariantCulture)) : null);
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    // Any text may be a name; a file is called by its bytes in hexadecimal.
    private static string NameOf(string id) => Convert.ToHexString(Encoding.UTF8.GetBytes(id));

    private static string PathOf(string name) => Place + "/" + name;

    private static void Write(string id, OpenFlags flags, string line)
    {
        using FileDescriptor? file = FileDescriptor.TryOpen(PathOf(NameOf(id)), OpenFlags.WriteOnly | flags, 0x180, out _);
        file?.TryWrite(Encoding.ASCII.GetBytes(line));
    }
}
