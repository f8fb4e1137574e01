using System.Net.Sockets;

namespace ActorEngine.Linux;

/// <summary>
/// TCP sockets in network namespaces of other processes. A socket belongs to the namespace that its thread was in when it was made, and
/// stays there whoever uses it afterwards: the thread enters, makes it, and ends.
/// </summary>
public static class NamespaceSockets
{
    /// <summary>A socket that is not connected yet, in the network namespace of a process.</summary>
    /// <param name="startTime">As <see cref="ProcessTable.StartTime"/>; a pid that was used again is another process.</param>
    /// <exception cref="LinuxException">ESRCH where the process is gone.</exception>
    public static Task<Socket> OpenAsync(int pid, ulong startTime, AddressFamily family)
    {
        var made = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Never one of the pool: it does not come back.
        new Thread(() => Make(pid, startTime, family, made), maxStackSize: 128 * 1024) { IsBackground = true, Name = "probe" }.Start();
        return made.Task;
    }

    private static void Make(int pid, ulong startTime, AddressFamily family, TaskCompletionSource<Socket> made)
    {
        try
        {
            using (FileDescriptor space = FileDescriptor.Open($"/proc/{pid}/ns/net", OpenFlags.ReadOnly))
            {
                // Opened first, checked after.
                if (ProcessTable.StartTime(pid) != startTime) throw new LinuxException(Errno.ESRCH, "setns");
                Namespaces.Enter(space, NamespaceKinds.Network);
            }

            made.SetResult(new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        }
        catch (Exception refused)
        {
            made.SetException(refused);
        }
    }
}
