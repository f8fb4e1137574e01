using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

/// <summary>Puts the system messages of one incarnation of a peer in order and drops repetitions.</summary>
internal sealed class SystemReceiveBuffer(int capacity)
{
    // More gaps than these are told of when they have been filled.
    private const int MostMissing = 100;

    private readonly SortedDictionary<long, ArrivedMessage> _early = [];
    private long _delivered = -1;
    private long _highest = -1;

    /// <summary>No message has ever come.</summary>
    public bool IsUntouched => _highest < 0;

    /// <summary>Takes a message; broken when its number is absurdly far ahead.</summary>
    public DeliveryState Receive(long sequence, in ArrivedMessage message)
    {
        if (sequence < 0 || sequence > _delivered + capacity)
            return DeliveryState.Broken;
        _highest = Math.Max(_highest, sequence);
        if (sequence > _delivered)
            _early.TryAdd(sequence, message);
        return DeliveryState.Fine;
    }

    /// <summary>The next message in order, if it has come.</summary>
    public bool TryTake(out ArrivedMessage message)
    {
        if (!_early.Remove(_delivered + 1, out message))
            return false;
        _delivered++;
        return true;
    }

    /// <summary>What to tell the sender.</summary>
    public Acknowledgement Acknowledge()
    {
        List<long> missing = [];
        for (var sequence = _delivered + 1; sequence < _highest; sequence++)
        {
            if (_early.ContainsKey(sequence))
                continue;
            missing.Add(sequence);
            if (missing.Count == MostMissing)
                return new Acknowledgement(sequence, missing);
        }

        return new Acknowledgement(_highest, missing);
    }
}
