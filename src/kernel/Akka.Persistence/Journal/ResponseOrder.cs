namespace Akka.Persistence.Journal;

/// <summary>Lets the answers to requests out in the order of the requests, however their work ends.</summary>
internal sealed class ResponseOrder
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Action> _early = [];
    private long _issued;
    private long _due;

    public long Take() => _issued++;

    public void Complete(long ticket, Action answer)
    {
        lock (_gate)
        {
            if (ticket != _due)
            {
                _early.Add(ticket, answer);
                return;
            }

            answer();
            while (_early.Remove(++_due, out var next)) next();
        }
    }
}
