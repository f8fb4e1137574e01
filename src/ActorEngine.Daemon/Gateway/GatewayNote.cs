using System.Globalization;

namespace ActorEngine.Daemon;

/// <summary>What a daemon leaves about the gateway that it started, for the next one.</summary>
/// <param name="Pid">The process, with <paramref name="Start"/> (clock ticks since boot).</param>
/// <param name="Identity">Which build it is, and where it listens.</param>
internal sealed record GatewayNote(int Pid, ulong Start, string Identity)
{
    /// <summary>Null where there is none, or none that can be read.</summary>
    public static GatewayNote? Read(string path) =>
        File.Exists(path) && File.ReadAllText(path).TrimEnd('\n').Split(' ', 3) is [var pid, var start, var identity]
        && int.TryParse(pid, CultureInfo.InvariantCulture, out int number) && ulong.TryParse(start, CultureInfo.InvariantCulture, out ulong ticks) ? new GatewayNote(number, ticks, identity) : null;

    public static void Write(string path, GatewayNote note)
    {
        File.WriteAllText(path + ".tmp", string.Create(CultureInfo.InvariantCulture, $"{note.Pid} {note.Start} {note.Identity}\n"));
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
