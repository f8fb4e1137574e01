using ActorEngine.Contracts;

namespace ActorEngine.Transport.Tests;

public sealed class StreamTests
{
    [Fact]
    public async Task Data_items_and_the_end_arrive_in_order()
    {
        await using var engine = new TestEngine(async call =>
        {
            await call.WriteDataAsync(1, "one"u8.ToArray());
            await call.SendItemAsync(new StreamPosition(new LogPosition(1, 3)));
            await call.WriteDataAsync(2, "two"u8.ToArray());
            await call.ReplyAsync(new StreamEnded());
        });
        await using var client = await engine.ConnectAsync();
        await using var stream = client.Open(new ReadLogs(new ContainerReference("c")));

        var elements = new List<StreamElement>();
        await foreach (var element in stream.ReadAsync()) elements.Add(element);

        Assert.Collection(elements,
            e => Assert.Equal("one"u8.ToArray(), Assert.IsType<StreamElement.Data>(e).Bytes.ToArray()),
            e => Assert.Equal(new LogPosition(1, 3), Assert.IsType<StreamPosition>(Assert.IsType<StreamElement.Item>(e).Value).Position),
            e => Assert.Equal(2, Assert.IsType<StreamElement.Data>(e).Channel),
            e => Assert.IsType<StreamEnded>(Assert.IsType<StreamElement.End>(e).Reply));
    }

    [Fact]
    public async Task Eight_megabytes_each_way_arrive_whole()
    {
        const int size = 8 << 20;
        await using var engine = new TestEngine(async call =>
        {
            await foreach (var element in call.ReadAsync())
                if (element is StreamElement.Data data) await call.WriteDataAsync(1, data.Bytes);
            await call.ReplyAsync(new StreamEnded());
        });
        await using var client = await engine.ConnectAsync();
        await using var stream = client.Open(new AttachContainer(new ContainerReference("c")));
        byte[] sent = new byte[size];
        new Random(7).NextBytes(sent);

        var writing = Task.Run(async () =>
        {
            await stream.WriteAsync(sent);
            await stream.CompleteWritesAsync();
        });
        var received = new MemoryStream();
        await foreach (var element in stream.ReadAsync())
            if (element is StreamElement.Data data) received.Write(data.Bytes.Span);
        await writing;

        Assert.True(sent.AsSpan().SequenceEqual(received.GetBuffer().AsSpan(0, (int)received.Length)));
    }

    [Fact]
    public async Task A_client_that_does_not_read_a_stream_holds_only_that_stream_back()
    {
        long written = 0;
        await using var engine = new TestEngine(async call =>
        {
            if (call.Request is GetVersion)
            {
                await call.ReplyAsync(new Done());
                return;
            }

            byte[] chunk = new byte[16 << 10];
            while (true)
            {
                await call.WriteDataAsync(1, chunk);
                Interlocked.Add(ref written, chunk.Length);
            }
        });
        await using var client = await engine.ConnectAsync();
        var stalled = client.Open(new ReadLogs(new ContainerReference("c")));

        await TestEngine.Until(() => Interlocked.Read(ref written) >= ProtocolLimits.ClientWindow - (64 << 10));
        for (int i = 0; i < 20; i++) Assert.IsType<Done>(await client.AskAsync(new GetVersion()));

        Assert.InRange(Interlocked.Read(ref written), 1, ProtocolLimits.ClientWindow + (64 << 10));
        await stalled.DisposeAsync();
    }

    [Fact]
    public async Task An_engine_that_does_not_read_holds_the_client_back()
    {
        await using var engine = new TestEngine(_ => Task.CompletedTask);
        await using var client = await engine.ConnectAsync();
        await using var stream = client.Open(new LoadImage());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        long sent = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (true)
            {
                await stream.WriteAsync(new byte[4096], 0, patience.Token);
                sent += 4096;
            }
        });

        Assert.InRange(sent, 1, ProtocolLimits.ServerWindow + 4096);
    }

    [Fact]
    public async Task A_client_that_goes_away_cancels_its_calls()
    {
        var cancelled = new TaskCompletionSource();
        await using var engine = new TestEngine(call =>
        {
            call.Cancelled.Register(() => cancelled.TrySetResult());
            return Task.CompletedTask;
        });
        var client = await engine.ConnectAsync();
        client.Open(new GetInfo());
        await TestEngine.Until(() => engine.Connections == 1);

        await client.DisposeAsync();

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await TestEngine.Until(() => engine.Connections == 0);
    }
}
