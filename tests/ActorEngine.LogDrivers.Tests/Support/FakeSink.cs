using System.Text;

namespace ActorEngine.LogDrivers.Tests.Support;

/// <summary>A receiver that can be stuck, fail or refuse.</summary>
internal sealed class FakeSink : ILogSink
{
    private readonly Lock gate = new();
    private readonly List<string> taken = [];
    private TaskCompletionSource? stuck;

    /// <summary>Called before each write with the number of lines offered; may throw.</summary>
    public Func<int, int>? On { get; set; }

    public string[] Taken
    {
        get
        {
            lock (gate) return [.. taken];
        }
    }

    /// <summary>Lines were offered and wait.</summary>
    public bool IsStuck { get; private set; }

    public string State => Taken.Length.ToString();

    /// <summary>Takes nothing until <see cref="Release"/>.</summary>
    public void Stick() => stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        var held = stuck;
        stuck = null;
        held!.SetResult();
    }

    public async ValueTask<int> WriteAsync(LineBatch batch, int from, CancellationToken cancellation)
    {
        if (stuck is { } held)
        {
            IsStuck = true;
            await held.Task.WaitAsync(cancellation);
            IsStuck = false;
        }

        int count = On?.Invoke(batch.Lines.Count - from) ?? batch.Lines.Count - from;
        lock (gate) taken.AddRange(batch.Lines.Skip(from).Take(count).Select(line => (line.StreamName == "stderr" ? "!" : "") + Encoding.UTF8.GetString(line.Text.Span)));
        return count;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
