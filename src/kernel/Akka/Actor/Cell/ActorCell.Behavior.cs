namespace Akka.Actor;

public partial class ActorCell
{
    private Receive _behavior = ActorBase.EmptyBehavior;
    private Receive? _firstBehavior;
    private Stack<Receive>? _behaviorsBelow;

    public void Become(Receive receive)
    {
        _firstBehavior ??= receive;
        _behavior = receive;
    }

    public void BecomeStacked(Receive receive)
    {
        (_behaviorsBelow ??= new Stack<Receive>()).Push(_behavior);
        _behavior = receive;
    }

    public void UnbecomeStacked()
    {
        if (_behaviorsBelow is { Count: > 0 } below)
            _behavior = below.Pop();
        else if (_firstBehavior is { } first)
            _behavior = first;
    }

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(message =>
    {
        receive(message);
        return true;
    });

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(message =>
    {
        receive(message);
        return true;
    });

    private void ClearBehaviors()
    {
        _behavior = ActorBase.EmptyBehavior;
        _firstBehavior = null;
        _behaviorsBelow = null;
    }
}
