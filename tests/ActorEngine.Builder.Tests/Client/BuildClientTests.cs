using System.Runtime.CompilerServices;
using ActorEngine.Contracts;

namespace ActorEngine.Builder.Tests;

public sealed class BuildClientTests
{
    [Fact]
    public async Task A_client_that_takes_nothing_is_let_go_when_too_much_waits()
    {
        await using var client = new BuildClient(new DeafCall());
        for (int i = 0; i < BuildClient.MaxWaiting; i++) client.Post(new ContextSent());
        Assert.False(client.IsOverrun);
        // One is with the call, so one more has room.
        client.Post(new ContextSent());
        client.Post(new ContextSent());
        Assert.True(client.IsOverrun);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, client.Over));
    }

    [Fact]
    public async Task What_is_told_after_the_end_is_dropped()
    {
        var client = new BuildClient(new DeafCall { Hears = true });
        await client.DisposeAsync();
        client.Post(new ContextSent());
        Assert.False(client.IsOverrun);
    }

    private sealed class DeafCall : IEngineCall
    {
        public bool Hears { get; init; }

        public IMessage Request { get; } = new BuildImage();

        public CancellationToken Cancelled => CancellationToken.None;

        public async IAsyncEnumerable<StreamElement> ReadAsync([EnumeratorCancellation] CancellationToken cancel = default)
        {
            await Task.Delay(Timeout.Infinite, cancel);
            yield break;
        }

        public async ValueTask SendItemAsync(IItem item, CancellationToken cancel = default)
        {
            if (!Hears) await Task.Delay(Timeout.Infinite, cancel);
        }

        public ValueTask WriteDataAsync(int channel, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) => ValueTask.CompletedTask;

        public ValueTask ReplyAsync(IReply reply) => ValueTask.CompletedTask;
    }
}
