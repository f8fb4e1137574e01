using System.Net.Sockets;
using ActorEngine.Linux;

namespace ActorEngine.Transport;

/// <summary>The listening sockets that the service manager passed (sd_listen_fds(3)); each is taken once. Thread-safe.</summary>
public static class PassedSockets
{
    private const int FirstDescriptor = 3;
    private static readonly Lock Gate = new();
    private static List<(int Number, string? Path)>? passed;

    /// <summary>The one that is bound to the path; null where there is none.</summary>
    public static FileDescriptor? Take(string path)
    {
        lock (Gate) return Take(Read().FindIndex(socket => socket.Path == path));
    }

    /// <summary>The first that is left; null where there is none.</summary>
    public static FileDescriptor? TakeFirst()
    {
        lock (Gate) return Take(Read().Count > 0 ? 0 : -1);
    }

    private static FileDescriptor? Take(int index)
    {
        if (index < 0) return null;
        var found = new FileDescriptor(passed![index].Number);
        passed.RemoveAt(index);
        return found;
    }

    private static List<(int Number, string? Path)> Read()
    {
        if (passed is not null) return passed;
        passed = [];
        if (Environment.GetEnvironmentVariable("LISTEN_PID") == Environment.ProcessId.ToString() && int.TryParse(Environment.GetEnvironmentVariable("LISTEN_FDS"), out int count))
            for (int number = FirstDescriptor; number < FirstDescriptor + count; number++) passed.Add((number, PathOf(number)));
        // Not for programs that this one starts.
        Environment.SetEnvironmentVariable("LISTEN_PID", null);
        Environment.SetEnvironmentVariable("LISTEN_FDS", null);
        return passed;
    }

    private static string? PathOf(int number)
    {
        using var socket = new Socket(new SafeSocketHandle(number, ownsHandle: false));
        return (socket.LocalEndPoint as UnixDomainSocketEndPoint)?.ToString();
    }
}
