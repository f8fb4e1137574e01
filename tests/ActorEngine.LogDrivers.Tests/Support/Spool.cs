using System.Globalization;
using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.LogDrivers.Tests.Support;

/// <summary>A container's directory with a log as a shim writes it.</summary>
internal sealed class Spool : IDisposable
{
    private int second;

    public Spool()
    {
        Root = Directory.CreateTempSubdirectory("logs-").FullName;
        Log = Path.Combine(Root, "log");
        Directory.CreateDirectory(Log);
    }

    public string Root { get; }

    public string Log { get; }

    public long Current { get; private set; } = 1;

    public string Json => Path.Combine(Root, Samples.Id.Value + "-json.log");

    public LogPosition End => new(Current, File.Exists(PathOf(Current)) ? new FileInfo(PathOf(Current)).Length : 0);

    /// <summary>A run begins, and says nothing yet.</summary>
    public void Begin() => File.WriteAllText(PathOf(Current), "");

    public void Line(string text, string stream = "stdout", char tag = 'F') => Raw(Encoding.UTF8.GetBytes(text), stream, tag);

    public void Raw(byte[] text, string stream = "stdout", char tag = 'F') =>
        Append([.. Encoding.ASCII.GetBytes($"{NextTime()} {stream} {tag} "), .. text, (byte)'\n']);

    public void Block(string output)
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"{NextTime()} stdout B {output.Length:D10}\n");
        Append(Encoding.ASCII.GetBytes(head + output + "\n" + head.Replace(" B ", " E ")));
    }

    /// <summary>Begins the next file and deletes those beyond the bound, as the shim does.</summary>
    public void Rotate(int keep = 4)
    {
        Current++;
        File.WriteAllText(PathOf(Current), "");
        File.Delete(PathOf(Current - keep));
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private string PathOf(long number) => Path.Combine(Log, $"{number:D6}.log");

    private string NextTime() => string.Create(CultureInfo.InvariantCulture, $"2026-01-01T00:{second / 60 % 60:D2}:{second++ % 60:D2}.000000120Z");

    private void Append(byte[] bytes)
    {
        using var file = new FileStream(PathOf(Current), FileMode.Append);
        file.Write(bytes);
    }
}
