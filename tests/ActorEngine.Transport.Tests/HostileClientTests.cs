using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Transport.Tests;

public sealed class HostileClientTests
{
    private static readonly byte[] Greeting = [10, 0, 0, 0, 0, 0, 0, 0, 0, 0x41, 0x45, 0x4E, 0x47, 1, 0, 0, 0, 16, 0];

    [Fact]
    public async Task An_unknown_message_is_a_fault_on_its_stream_and_the_connection_goes_on()
    {
        await using var engine = Answering();
        using var raw = Connect(engine);
        raw.Send(Greeting);
        raw.Send(Request(5, "future.message", "{}"));
        raw.Send(Request(6, "system.version", "{}"));

        var frames = ReadAll(raw, 3);

        Assert.Equal((2, 5u), (frames[1].Kind, frames[1].Stream));
        Assert.Contains("UnknownMessage", frames[1].Text, StringComparison.Ordinal);
        Assert.Equal((2, 6u), (frames[2].Kind, frames[2].Stream));
        Assert.StartsWith("\u0004done", frames[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Malformed_json_is_a_fault_on_its_stream()
    {
        await using var engine = Answering();
        using var raw = Connect(engine);
        raw.Send(Greeting);
        raw.Send(Request(5, "container.start", "{\"container\": 7}"));

        Assert.Contains("InvalidArgument", ReadAll(raw, 2)[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0")]
    public async Task Garbage_is_told_why_and_let_go(string garbage)
    {
        await using var engine = Answering();
        using var raw = Connect(engine);
        raw.Send(Encoding.ASCII.GetBytes(garbage));

        var frames = ReadAll(raw, int.MaxValue);

        Assert.Equal(2, frames.Count);
        Assert.Contains("InvalidArgument", frames[1].Text, StringComparison.Ordinal);
        await StillServes(engine);
    }

    [Fact]
    public async Task An_oversized_frame_is_refused_before_it_is_read()
    {
        await using var engine = Answering();
        using var raw = Connect(engine);
        raw.Send(Greeting);
        raw.Send([0xff, 0xff, 0xff, 0x7f, 3, 0, 0, 0, 1]);

        var frames = ReadAll(raw, int.MaxValue);

        Assert.Contains("exceeds the limit", frames[1].Text, StringComparison.Ordinal);
        await StillServes(engine);
    }

    [Fact]
    public async Task Another_protocol_version_is_refused_with_both_versions()
    {
        await using var engine = Answering();
        using var raw = Connect(engine);
        byte[] other = [.. Greeting];
        other[13] = 2;
        raw.Send(other);

        Assert.Contains("NotSupported", ReadAll(raw, int.MaxValue)[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_overdraws_its_credit_is_let_go()
    {
        await using var engine = new TestEngine(_ => Task.CompletedTask);
        using var raw = Connect(engine);
        raw.Send(Greeting);
        raw.Send(Request(1, "image.load", "{}"));
        byte[] data = new byte[9 + 60_001];
        BinaryPrimitives.WriteInt32LittleEndian(data, 60_001);
        (data[4], data[8]) = (1, 4);
        for (int i = 0; i < 3; i++) raw.Send(data);

        Assert.Contains("credit", ReadAll(raw, int.MaxValue)[^1].Text, StringComparison.Ordinal);
        await StillServes(engine, expectReply: false);
    }

    [Fact]
    public async Task A_client_that_shut_down_its_sending_side_still_gets_its_answer()
    {
        var release = new TaskCompletionSource();
        await using var engine = new TestEngine(async call =>
        {
            await release.Task;
            await call.ReplyAsync(new Done());
        });
        using var raw = Connect(engine);
        raw.Send(Greeting);
        raw.Send(Request(1, "system.info", "{}"));
        raw.Shutdown(SocketShutdown.Send);
        release.SetResult();

        var frames = ReadAll(raw, int.MaxValue);

        Assert.StartsWith("\u0004done", frames[^1].Text, StringComparison.Ordinal);
        await TestEngine.Until(() => engine.Connections == 0);
    }

    [Fact]
    public async Task A_half_closed_client_that_then_leaves_cancels_its_calls()
    {
        var called = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var engine = new TestEngine(call =>
        {
            call.Cancelled.Register(() => cancelled.TrySetResult());
            called.SetResult();
            return Task.CompletedTask;
        });
        var raw = Connect(engine);
        raw.Send(Greeting);
        raw.Send(Request(1, "system.info", "{}"));
        raw.Shutdown(SocketShutdown.Send);
        await called.Task.WaitAsync(TimeSpan.FromSeconds(20));
        raw.Dispose();

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static TestEngine Answering() => new(call => call.ReplyAsync(new Done()).AsTask());

    private static async Task StillServes(TestEngine engine, bool expectReply = true)
    {
        await using var client = await engine.ConnectAsync();
        if (expectReply) Assert.IsType<Done>(await client.AskAsync(new GetVersion()));
    }

    private static Socket Connect(TestEngine engine)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
        socket.Connect(new UnixDomainSocketEndPoint(engine.Endpoint.SocketPath));
        return socket;
    }

    private static byte[] Request(uint stream, string manifest, string json)
    {
        byte[] payload = [(byte)manifest.Length, .. Encoding.ASCII.GetBytes(manifest), .. Encoding.UTF8.GetBytes(json)];
        byte[] frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), stream);
        frame[8] = 1;
        payload.CopyTo(frame, 9);
        return frame;
    }

    private static List<(int Kind, uint Stream, string Text)> ReadAll(Socket socket, int count)
    {
        var frames = new List<(int, uint, string)>();
        var header = new byte[9];
        while (frames.Count < count && Fill(socket, header))
        {
            byte[] payload = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
            Fill(socket, payload);
            frames.Add((header[8], BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)), Encoding.UTF8.GetString(payload)));
        }

        return frames;
    }

    private static bool Fill(Socket socket, byte[] buffer)
    {
        for (int read = 0; read < buffer.Length;)
        {
            int count = socket.Receive(buffer, read, buffer.Length - read, SocketFlags.None);
            if (count == 0) return false;
            read += count;
        }

        return true;
    }
}
