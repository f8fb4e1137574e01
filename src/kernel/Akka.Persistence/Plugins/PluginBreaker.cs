using Akka.Configuration;
using Akka.Pattern;

namespace Akka.Persistence;

/// <summary>
/// Keeps a store that does not answer from being asked again and again: after <c>max-failures</c> in a row calls fail
/// at once; when <c>reset-timeout</c> is over one call is let through, which decides.
/// </summary>
internal sealed class PluginBreaker(Config config, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly int _maxFailures = config.GetInt("circuit-breaker.max-failures", 10);
    private readonly TimeSpan _callTimeout = config.GetTimeSpan("circuit-breaker.call-timeout", TimeSpan.FromSeconds(10));
    private readonly TimeSpan _resetTimeout = config.GetTimeSpan("circuit-breaker.reset-timeout", TimeSpan.FromSeconds(30));
    private int _failures;
    private long _openedAt;
    private bool _open;
    private bool _probing;

    /// <exception cref="OpenCircuitException">The call was not made.</exception>
    /// <exception cref="TimeoutException">The call took longer than <c>call-timeout</c>.</exception>
    public async Task<T> Run<T>(Func<CancellationToken, Task<T>> call)
    {
        Enter();
        using var overdue = new CancellationTokenSource();
        try
        {
            var result = await call(overdue.Token).WaitAsync(_callTimeout, time).ConfigureAwait(false);
            Succeeded();
            return result;
        }
        catch (Exception cause)
        {
            Failed();
            if (cause is TimeoutException) await overdue.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task Run(Func<CancellationToken, Task> call) => Run(async token =>
    {
        await call(token).ConfigureAwait(false);
        return 0;
    });

    private void Enter()
    {
        lock (_gate)
        {
            if (!_open) return;
            if (_probing || time.GetElapsedTime(_openedAt) < _resetTimeout)
                throw new OpenCircuitException("Circuit Breaker is open; calls are failing fast");
            _probing = true;
        }
    }

    private void Succeeded()
    {
        lock (_gate)
        {
            _failures = 0;
            _open = _probing = false;
        }
    }

    private void Failed()
    {
        lock (_gate)
        {
            _probing = false;
            if (!_open && ++_failures < _maxFailures) return;
            _open = true;
            _openedAt = time.GetTimestamp();
        }
    }
}
