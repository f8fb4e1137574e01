using System.Runtime.CompilerServices;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>The stdio of a program that wrote a word and ended well.</summary>
internal sealed class EndedStdio : IStdioChannel
{
    public Task<ExitStatus> Exit { get; } = Task.FromResult(new ExitStatus(0));

    public async IAsyncEnumerable<StdioChunk> ReadOutputAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        yield return new StdioChunk(1, "well"u8.ToArray());
    }

    public ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask CloseInputAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ResizeAsync(int rows, int columns, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
