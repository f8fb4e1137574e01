namespace ActorEngine.Kernel.Tests.Persistence;

/// <summary>Collects what actors report, in order; a test waits until enough is there.</summary>
public sealed class Recorder
{
    private readonly object _gate = new();
    private readonly List<string> _seen = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(string what)
    {
        lock (_gate)
        {
            _seen.Add(what);
            _more.TrySetResult();
        }
    }

    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_gate) return [.. _seen];
        }
    }

    public Task<IReadOnlyList<string>> Until(int count) => Until(seen => seen.Count >= count);

    public Task<IReadOnlyList<string>> Until(string what) => Until(seen => seen.Contains(what));

    private async Task<IReadOnlyList<string>> Until(Func<IReadOnlyList<string>, bool> enough)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (enough(_seen)) return [.. _seen];
                if (_more.Task.IsCompleted) _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(TimeSpan.FromSeconds(10));
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"Seen so far: {string.Join(", ", Seen)}");
            }
        }
    }
}
