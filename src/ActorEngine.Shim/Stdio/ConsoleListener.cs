using ActorEngine.Linux;
using ActorEngine.Shim.Loop;

namespace ActorEngine.Shim.Stdio;

/// <summary>The socket on which a runtime hands over the master of a terminal that it made (runtime-spec, terminals).</summary>
internal sealed class ConsoleListener : Pollable
{
    private readonly PollLoop loop;
    private readonly string name;

    public ConsoleListener(PollLoop loop, string name) : base(UnixSocket.Listen(name, 0x180))
    {
        this.loop = loop;
        this.name = name;
        loop.Watch(this);
    }

    /// <summary>The master, once it arrived.</summary>
    public FileDescriptor? Master { get; private set; }

    public override void OnReady(PollEvents ready) => Accept();

    /// <summary>Takes a connection that waits; the runtime sends right after it connected.</summary>
    public void Accept()
    {
        if (File.IsClosed || Master is not null) return;
        using FileDescriptor? peer = UnixSocket.TryAccept(File);
        if (peer is null || !Poll.Wait(peer, PollEvents.Read, 1000)) return;
        Span<byte> name = stackalloc byte[1024];
        DescriptorPassing.TryReceive(peer, name, out FileDescriptor[] received);
        if (received.Length == 0) return;
        Master = received[0];
        Master.SetNonBlocking(true);
        for (int i = 1; i < received.Length; i++) received[i].Dispose();
    }

    public void Close()
    {
        loop.Forget(this);
        File.Dispose();
        FileTree.Remove(FileDescriptor.CurrentDirectory, name);
    }
}
