using System.Buffers.Binary;
using ActorEngine.Linux;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests;

/// <summary>Clients that misbehave hurt nobody but themselves.</summary>
public sealed class BadClientsTests : IAsyncLifetime
{
    private ShimUnderTest shim = null!;

    public async Task InitializeAsync()
    {
        shim = await ShimUnderTest.LaunchAsync();
        await shim.StartShellAsync("exec sleep 1000");
    }

    public async Task DisposeAsync()
    {
        // Whatever a client did, the shim still serves the others.
        Assert.Equal(ShimState.Running, (await shim.Link.StatusAsync().Soon()).State);
        await shim.DisposeAsync();
    }

    [Fact]
    public void Garbage_closes_the_connection()
    {
        using FileDescriptor socket = Connect();
        byte[] garbage = new byte[4096];
        new Random(1).NextBytes(garbage);
        socket.WriteAll(garbage);
        Assert.True(IsClosed(socket));
    }

    [Fact]
    public void A_frame_too_large_closes_the_connection()
    {
        using FileDescriptor socket = Connect();
        byte[] header = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(header, Frames.MaxSize + 1);
        socket.WriteAll(header);
        Assert.True(IsClosed(socket));
    }

    [Fact]
    public void A_request_before_the_greeting_closes_the_connection()
    {
        using FileDescriptor socket = Connect();
        socket.WriteAll(new FrameWriter().Write(FrameKind.Status, 1));
        Assert.True(IsClosed(socket));
    }

    [Fact]
    public void A_payload_cut_short_closes_the_connection()
    {
        using FileDescriptor socket = Greeted();
        socket.WriteAll(new FrameWriter().WriteData(FrameKind.ExecAttach, 1, [200, 0, 0, 0, 1]));
        Assert.True(IsClosed(socket));
    }

    [Fact]
    public void An_unknown_kind_is_a_fault_and_the_connection_goes_on()
    {
        using FileDescriptor socket = Greeted();
        socket.WriteAll(new FrameWriter().Write((FrameKind)60, 7));
        (FrameKind kind, uint request, byte[] payload) = Receive(socket);
        Assert.Equal((FrameKind.Fault, 7u), (kind, request));
        var reader = new FrameReader(payload);
        Assert.Equal(FaultCode.UnknownKind, Fault.ReadFrom(ref reader).Code);
        socket.WriteAll(new FrameWriter().Write(FrameKind.Status, 8));
        Assert.Equal(FrameKind.StatusReport, Receive(socket).Kind);
    }

    [Fact]
    public void A_frame_may_come_byte_by_byte()
    {
        using FileDescriptor socket = Greeted();
        foreach (byte single in new FrameWriter().Write(FrameKind.Status, 3).ToArray()) socket.WriteAll([single]);
        Assert.Equal((FrameKind.StatusReport, 3u), (Receive(socket).Kind, 3u));
    }

    [Fact]
    public void A_client_that_never_reads_is_let_go()
    {
        using FileDescriptor socket = Greeted();
        socket.SetNonBlocking(true);
        byte[] request = new FrameWriter().Write(FrameKind.Status, 1).ToArray();
        int result = 0;
        for (int i = 0; i < 1_000_000 && (result = DescriptorPassing.TrySend(socket, request)) > 0 | result == -(int)Errno.EAGAIN; i++)
        {
            if (result < 0) Poll.Wait(socket, PollEvents.Write, 100);
        }

        Assert.Contains((Errno)(-result), (Errno[])[Errno.EPIPE, Errno.ECONNRESET]);
    }

    [Fact]
    public async Task Too_many_clients_are_turned_away_and_room_is_made_again()
    {
        List<FileDescriptor> sockets = [];
        for (int i = 0; i < 100; i++) sockets.Add(Connect());
        Assert.True(IsClosed(sockets[^1]));
        sockets.ForEach(socket => socket.Dispose());
        await Waiting.Until(() => TryGreet(), "a new client is served");
    }

    [Fact]
    public async Task A_session_may_have_a_name_longer_than_a_file_may()
    {
        string name = new('n', 300);
        await shim.Link.ExecAsync(new Exec { Id = name, Call = shim.ShellCall("exit 2", "long"), Output = ExecOutputMode.Discard }).Soon();
        ExecExited exit = (await shim.Link.Next<ShimNotification.SessionExited>()).Exit;
        Assert.Equal((name, 2), (exit.Id, exit.Code));
        await shim.Link.AcknowledgeExecAsync(name).Soon();
        Assert.Empty(await shim.Link.ListExecsAsync().Soon());
    }

    private bool TryGreet()
    {
        using FileDescriptor socket = Connect();
        Greet(socket);
        return !IsClosed(socket, 200);
    }

    private FileDescriptor Connect() => UnixSocket.ConnectAt(shim.RunDirectory, Frames.SocketName);

    private FileDescriptor Greeted()
    {
        FileDescriptor socket = Connect();
        Greet(socket);
        Assert.Equal(FrameKind.Welcome, Receive(socket).Kind);
        return socket;
    }

    private static void Greet(FileDescriptor socket) =>
        DescriptorPassing.TrySend(socket, new FrameWriter().Write(1, new Hello(Frames.Version, false)));

    // Closed: an end or a reset arrives. Open: nothing, or data, within the limit.
    private static bool IsClosed(FileDescriptor socket) => IsClosed(socket, 5000);

    private static bool IsClosed(FileDescriptor socket, int milliseconds) =>
        Poll.Wait(socket, PollEvents.Read, milliseconds) && socket.TryRead(new byte[4096]) <= 0;

    private static (FrameKind Kind, uint Request, byte[] Payload) Receive(FileDescriptor socket)
    {
        byte[] bytes = new byte[Frames.MaxSize];
        for (int filled = 0; Poll.Wait(socket, PollEvents.Read, 10_000);)
        {
            int count = socket.Read(bytes.AsSpan(filled));
            Assert.True(count > 0, "the shim closed the connection");
            filled += count;
            if (Frames.TryRead(bytes.AsSpan(0, filled), out FrameKind kind, out uint request, out ReadOnlySpan<byte> payload, out _))
                return (kind, request, payload.ToArray());
        }

        throw new TimeoutException("no frame came");
    }
}
