using ActorEngine.Contracts;

namespace ActorEngine.Transport.Tests;

public sealed class LongReplyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(500)]
    [InlineData(5000)]
    public async Task A_reply_in_many_pieces_arrives_as_it_was_sent(int count)
    {
        var sent = Rows(count);
        await using var engine = new TestEngine(call => call.ReplyAsync(sent).AsTask());
        await using var client = await engine.ConnectAsync();

        var first = await client.AskAsync(new ListContainers());
        var again = await client.AskAsync(new ListContainers());

        Assert.Equal(MessageCodec.ToBytes(sent), MessageCodec.ToBytes(first));
        Assert.Equal(MessageCodec.ToBytes(sent), MessageCodec.ToBytes(again));
    }

    // Arrays of 200 KB for each answer made every 25th wait 10 ms for a collection of the whole heap.
    [Fact]
    public void Putting_together_a_list_of_500_containers_leaves_next_to_no_garbage()
    {
        var rows = Rows(500);
        for (int i = 0; i < 3; i++) FrameBuffer.Of(FrameKind.Reply, 1, rows).Dispose();

        long before = GC.GetAllocatedBytesForCurrentThread();
        long payload;
        using (var frame = FrameBuffer.Of(FrameKind.Reply, 1, rows)) payload = frame.PayloadLength;
        long garbage = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(payload > 100_000, $"The list has {payload} bytes only.");
        Assert.True(garbage < payload / 4, $"{garbage} bytes of garbage for a frame of {payload}.");
    }

    [Fact]
    public async Task An_engine_answers_its_own_rehearsal()
    {
        var asked = new TaskCompletionSource<IMessage>();
        var connection = Rehearsal.Begin(new ListContainers(), TimeProvider.System, out var answered);
        var serving = connection.RunAsync(
            call =>
            {
                asked.SetResult(call.Request);
                _ = call.ReplyAsync(Rows(500)).AsTask();
            },
            CancellationToken.None);

        await answered.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.IsType<ListContainers>(await asked.Task);
        await serving.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static ContainerList Rows(int count) => new([.. Enumerable.Range(0, count).Select(number => new ContainerSummary
    {
        Id = ContainerId.New(),
        Name = $"container-{number}",
        Image = "bench:latest",
        ImageId = new Digest("sha256:" + new string('a', 64)),
        Command = "sleep 3600",
        Status = ContainerStatus.Running,
        CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(number),
        StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(number),
        Labels = new Dictionary<string, string> { ["a.label"] = new string('x', number % 300) },
    })]);
}
