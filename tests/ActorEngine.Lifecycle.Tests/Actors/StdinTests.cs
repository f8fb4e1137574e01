using System.Runtime.CompilerServices;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

public sealed class StdinTests : LifecycleTest
{
    [Fact]
    public async Task Leaving_the_stdin_of_a_program_that_ended_in_that_moment_is_no_failure()
    {
        ContainerId id = CreateAndStart("web", settings => settings with { OpenStdin = true, StdinOnce = true });
        var gone = new BrokenStdin();
        Host.Links[id].Stdin = gone;
        Manager.Tell(new OpenStdin(Ref(id)), TestActor);
        IStdioChannel stdin = FishForMessage<StdinOpened>(_ => true).Stdio;
        await stdin.WriteInputAsync("exit\n"u8.ToArray(), CancellationToken.None);
        await stdin.DisposeAsync();
        Assert.True(gone.Disposed);
    }

    /// <summary>Takes input; by the time it is closed the shim is gone.</summary>
    private sealed class BrokenStdin : IStdioChannel
    {
        public bool Disposed { get; private set; }

        public Task<ExitStatus> Exit { get; } = new TaskCompletionSource<ExitStatus>().Task;

        public async IAsyncEnumerable<StdioChunk> ReadOutputAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.CompletedTask;
            yield break;
        }

        public ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask CloseInputAsync(CancellationToken cancellation) => ValueTask.FromException(new IOException("the connection to the shim broke"));

        public ValueTask ResizeAsync(int rows, int columns, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync()
        {
            Disposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
