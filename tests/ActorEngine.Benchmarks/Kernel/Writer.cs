using Akka.Actor;
using Akka.Persistence;

namespace ActorEngine.Benchmarks.Kernel;

/// <summary>Write that many events, each after the handler of the one before.</summary>
internal sealed record Write(int Count);

/// <summary>Write that many events without waiting between them.</summary>
internal sealed record WriteAsync(int Count);

/// <summary>How many events were there at the start?</summary>
internal sealed record CountRecovered;

/// <summary>A persistent actor that writes on request.</summary>
internal sealed class Writer(string persistenceId) : UntypedPersistentActor
{
    private int _recovered;
    private int _left;
    private IActorRef _asker = ActorRefs.Nobody;

    public override string PersistenceId { get; } = persistenceId;

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Write write:
                (_left, _asker) = (write.Count, Sender);
                Next();
                break;
            case WriteAsync write:
                (_left, _asker) = (write.Count, Sender);
                for (var i = 0; i < write.Count; i++)
                    WriteOne(i);
                break;
            case CountRecovered:
                Sender.Tell(_recovered);
                break;
        }
    }

    protected override void OnRecover(object message)
    {
        if (message is Happened)
            _recovered++;
    }

    // The journal is to put single writes together by itself; the packages' analyzer refuses them inside a loop.
    private void WriteOne(int number) => PersistAsync(new Happened(number), _ => Count());

    private void Next() => Persist(new Happened(_left), _ =>
    {
        if (!Count())
            Next();
    });

    private bool Count()
    {
        if (--_left > 0)
            return false;
        _asker.Tell("written");
        return true;
    }
}
